#!/bin/bash
# Runs apt-get in one layer, in a mount namespace of its own: this machine's package sources and lists
# are only seen through mounts, so that nothing of them stays in the layer.
# Environment: LAYERS, CACHE, ROLE, LOWER (what the layer lies over), FILES (a folder with what is put into it besides:
# files in root/, and a script finish.sh, run while apt still works there; or none). Arguments: apt-get's.
set -eu
root=$LAYERS/.mnt-$ROLE

mount -t overlay overlay \
  -o "lowerdir=$LOWER,upperdir=$LAYERS/$ROLE,workdir=$LAYERS/.work-$ROLE" "$root"
mount -t proc proc "$root/proc"
mount -t sysfs -o ro sysfs "$root/sys"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mount --bind /etc/resolv.conf "$root/etc/resolv.conf"

mount -t tmpfs tmpfs "$root/var/lib/apt/lists"
cp -a /var/lib/apt/lists/. "$root/var/lib/apt/lists/" 2> /dev/null || true
rm -f "$root/var/lib/apt/lists/lock"

mount -t tmpfs tmpfs "$root/etc/apt"
mkdir -p "$root"/etc/apt/{apt.conf.d,preferences.d,auth.conf.d,sources.list.d,trusted.gpg.d}
for item in sources.list sources.list.d trusted.gpg.d keyrings auth.conf.d; do
  [ ! -e "/etc/apt/$item" ] || cp -a "/etc/apt/$item" "$root/etc/apt/"
done
for item in /etc/apt/apt.conf.d/*; do # not what a container image sets to throw packages away
  grep -q 'Post-Invoke\|pkgcache' "$item" || cp -a "$item" "$root/etc/apt/apt.conf.d/"
done

mount --bind "$CACHE" "$root/var/cache/apt/archives"
mkdir -p "$CACHE/partial"

# Debian's packages compile their Python modules one package at a time, with an interpreter each; that is done once, below.
mount --bind "$root/bin/true" "$root/usr/bin/py3compile"

# No service may start while packages are installed.
printf '#!/bin/sh\nexit 101\n' > "$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"
export DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true LC_ALL=C.UTF-8
chroot "$root" apt-get -y -q --no-install-recommends \
  -o Dpkg::Options::=--force-unsafe-io -o Dpkg::Options::=--force-confnew \
  -o APT::Keep-Downloaded-Packages=true -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache= "$@"
rm -f "$root/usr/sbin/policy-rc.d"
case " $* " in
  *" --download-only "*) ;;
  *)
    [ ! -d "$FILES/root" ] || cp -a --no-preserve=ownership "$FILES/root/." "$root/"
    [ ! -e "$FILES/finish.sh" ] || chroot "$root" bash -eu -c "$(cat "$FILES/finish.sh")"
    # A template that is no Python is left as it is.
    chroot "$root" find /usr/lib/python3/dist-packages /usr/share/ceph/mgr -maxdepth 0 -exec python3 -m compileall -qq -j 0 {} + || true
    ;;
esac
