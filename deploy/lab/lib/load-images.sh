#!/bin/bash
# Loads archives of image-archive.py into the store that all nodes share, with the podman of the nodes' own layer. In a
# mount namespace of its own. Environment: LOWER, IMAGES. Arguments: the archives.
set -euo pipefail
work=$IMAGES/.work
root=$work/root
rm -rf "$work"
mkdir -p "$root" "$work/upper" "$work/work"
mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$work/upper,workdir=$work/work" "$root"
mount -t proc proc "$root/proc"
mount --rbind /sys "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir -p "$root/srv/store"
mount --bind "$IMAGES" "$root/srv/store"
for archive in "$@"; do
  cp "$archive" "$root/tmp/archive.tar"
  chroot "$root" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root \
    podman --root /srv/store --runroot /run/store --storage-driver overlay --events-backend none \
    load --quiet --input /tmp/archive.tar
done
umount -R "$root"
rm -rf "$work"
