#!/bin/bash
# Makes the raw disk "$1", of 64 MiB, that machines of the full cloud boot from: a kernel and busybox out of Debian's packages,
# which are fetched and not installed. It boots in seconds even where QEMU has no KVM; what it then does: guest-init.sh.
# No loop device and no mount is needed. The working directory is scratch.
set -euo pipefail
disk=$1
init=$(dirname "$(readlink -f "$0")")/guest-init.sh
modules=(virtio virtio_ring virtio_pci_legacy_dev virtio_pci_modern_dev virtio_pci virtio_blk)

kernel=$(apt-cache depends linux-image-cloud-amd64 | awk '/Depends: linux-image/ { print $2; exit }')
# As root: apt's own user may not write here, which is only a warning.
apt-get -qq download "$kernel" busybox-static syslinux syslinux-common mtools
for package in *.deb; do dpkg-deb -x "$package" x; done

mkdir -p root/{bin,dev,proc,sys,lib}
cp "$(find x -path '*bin/busybox')" root/bin/
for module in "${modules[@]}"; do
  file=$(find x -name "$module.ko")
  [ -z "$file" ] || cp "$file" root/lib/ # else it is built into this kernel
done
install -m 755 "$init" root/init
(cd root && find . | bin/busybox cpio -o -H newc) | gzip -9 > initrd.gz

# FAT with syslinux in its boot sector. 98304 sectors of file system; what is behind them is for the guest's marks.
rm -f "$disk"
truncate -s 64M "$disk"
x/usr/bin/mtools -c mformat -i "$disk" -T 98304 -h 64 -s 32 -F ::
cat > syslinux.cfg <<'C'
SERIAL 0 115200
DEFAULT guest
PROMPT 0
LABEL guest
  KERNEL vmlinuz
  APPEND initrd=initrd.gz console=ttyS0 quiet panic=5 mitigations=off
C
x/usr/bin/mtools -c mcopy -i "$disk" x/boot/vmlinuz-* ::vmlinuz
x/usr/bin/mtools -c mcopy -i "$disk" initrd.gz syslinux.cfg ::
PATH=$PWD/x/usr/bin:$PATH MTOOLS_SKIP_CHECK=1 x/usr/bin/syslinux --install "$disk"
