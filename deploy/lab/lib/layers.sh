# shellcheck shell=bash
# The file systems that nodes share: a base system, what controllers and computes have in common, and one layer per role.

LAYER_NAMES=(base openstack controller ceph compute)
[ "$LAB_CLOUD" = small ] || LAYER_NAMES+=(cloud)
mapfile -t -O ${#LAYER_NAMES[@]} LAYER_NAMES < <(layout_layers)
SSH_USER=ops

# Units that make no sense, or cost start-up time, in a node without hardware.
MASKED_UNITS=(
  systemd-udevd.service systemd-udevd-control.socket systemd-udevd-kernel.socket systemd-udev-trigger.service
  systemd-timesyncd.service systemd-sysctl.service systemd-modules-load.service systemd-logind.service
  systemd-remount-fs.service getty.target console-getty.service dev-hugepages.mount sys-kernel-debug.mount
  sys-kernel-tracing.mount sys-fs-fuse-connections.mount sys-kernel-config.mount apt-daily.timer
  apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer fstrim.timer systemd-tmpfiles-clean.timer
  man-db.timer networking.service lvm2-monitor.service lvm2-lvmpolld.socket blk-availability.service
  dm-event.socket open-iscsi.service iscsid.service e2scrub_reap.service systemd-update-utmp.service
  systemd-update-utmp-runlevel.service systemd-firstboot.service
)

is_built() {
  local layer
  [ "$LAB_CLOUD" = small ] || [ -e "$GUEST" ] || return 1
  for layer in "${LAYER_NAMES[@]}"; do
    [ -e "$LAYERS/$layer.ok" ] || return 1
  done
  has_images || return 1
  [ -e "$CACHE/Packages" ] # written last
}

build_base() {
  [ ! -e "$LAYERS/base.ok" ] || return 0
  rm -rf --one-file-system "$LAYERS/base"
  mkdir -p "$LAYERS" "$CACHE"
  bootstrap_base 2>&1 < /dev/null | without_hosts > "$LAB_HOME/build-base.log" \
    || { tail -20 "$LAB_HOME/build-base.log" >&2; die "the base system could not be made (build-base.log)"; }
  configure_base "$LAYERS/base"
  admit_key "$LAYERS/base"
  touch "$LAYERS/base.ok"
}

bootstrap_base() {
  local sources archives=var/cache/apt/archives IFS=,
  mapfile -t sources < <(apt_sources)
  # shellcheck disable=SC2016  # $1 is for mmdebstrap's hook shell
  # In mounts of its own: however it ends, none of this machine's stays mounted in an unfinished base.
  unshare --mount --propagation private mmdebstrap --quiet --variant=minbase --mode=root --format=directory \
    --skip=download/empty,essential/unlink,check/empty \
    --aptopt='APT::Install-Recommends "false"' --dpkgopt=force-unsafe-io \
    --dpkgopt='path-exclude=/usr/share/man/*' \
    --dpkgopt='path-exclude=/usr/share/locale/*' \
    --dpkgopt='path-exclude=/usr/share/doc/*' \
    --include="${BASE_PACKAGES[*]}" \
    --setup-hook='mkdir -p "$1/'"$archives"'/partial"; cp -l '"$CACHE"'/*.deb "$1/'"$archives"'/" 2> /dev/null || true' \
    --customize-hook='cp -n "$1"/'"$archives"'/*.deb '"$CACHE"'/' \
    --customize-hook='rm -rf "$1"/var/lib/apt/lists/* "$1"/etc/apt/sources.list* "$1"/var/cache/apt/*.bin' \
    bookworm "$LAYERS/base" "${sources[@]}"
}

configure_base() { # ROOT
  local root=$1 unit
  for unit in "${MASKED_UNITS[@]}"; do ln -sf /dev/null "$root/etc/systemd/system/$unit"; done
  mkdir -p "$root"/etc/systemd/{journald,system}.conf.d "$root/srv/lab-repo" "$root/etc/apt/apt.conf.d"
  cat > "$root/etc/systemd/journald.conf.d/lab.conf" <<'C'
[Journal]
Storage=persistent
SystemMaxUse=64M
RateLimitIntervalSec=0
C
  cat > "$root/etc/systemd/system.conf.d/lab.conf" <<'C'
[Manager]
DefaultTimeoutStopSec=20s
DefaultOOMPolicy=continue
DefaultLimitNOFILE=16384
C
  echo 'deb [trusted=yes] file:/srv/lab-repo ./' > "$root/etc/apt/sources.list"
  cat > "$root/etc/apt/apt.conf.d/90lab" <<'C'
APT::Install-Recommends "false";
Acquire::Languages "none";
Dpkg::Options {"--force-unsafe-io";};
C
  cat > "$root/etc/ssh/sshd_config.d/lab.conf" <<'C'
PermitRootLogin prohibit-password
PasswordAuthentication no
UseDNS no
MaxStartups 100
HostKey /etc/ssh/ssh_host_ed25519_key
C
  # Each node gets its own identity at its first start.
  rm -f "$root"/etc/ssh/ssh_host_* "$root/etc/machine-id" "$root/etc/resolv.conf"
  touch "$root/etc/machine-id" "$root/etc/resolv.conf"
}

admit_key() { # ROOT: the lab's key opens root, and a user with sudo without password
  local root=$1 home
  mkdir -p "$KEYS"
  [ -e "$KEYS/id" ] || ssh-keygen -q -t ed25519 -N '' -C lab -f "$KEYS/id"
  chroot "$root" useradd -m -s /bin/bash $SSH_USER
  echo "$SSH_USER ALL=(ALL) NOPASSWD:ALL" > "$root/etc/sudoers.d/$SSH_USER"
  chmod 440 "$root/etc/sudoers.d/$SSH_USER"
  for home in root home/$SSH_USER; do
    install -d -m 700 "$root/$home/.ssh"
    install -m 600 "$KEYS/id.pub" "$root/$home/.ssh/authorized_keys"
  done
  chroot "$root" chown -R $SSH_USER: /home/$SSH_USER/.ssh
}

# What a layer lies over, topmost first.
below() { # LAYER
  case $1 in
    cloud | el-controller | kolla-controller) echo "$LAYERS/controller:$(below controller)" ;;
    kolla-cinder) echo "$LAYERS/kolla-controller:$(below kolla-controller)" ;;
    kolla-compute) echo "$LAYERS/compute:$(below compute)" ;;
    cephadm-image) echo "$LAYERS/ceph:$(below ceph)" ;;
    controller | compute) echo "$LAYERS/openstack:$LAYERS/base" ;;
    *) echo "$LAYERS/base" ;;
  esac
}

# layer_apt LAYER ARGUMENTS...: apt-get in a layer
layer_apt() {
  local role=$1 log=$LAB_HOME/build-$1.log
  shift
  mkdir -p "$LAYERS/$role" "$LAYERS/.work-$role" "$LAYERS/.mnt-$role"
  LAYERS=$LAYERS CACHE=$CACHE ROLE=$role LOWER=$(below "$role") FILES=$LAB_LIB/layouts/$role unshare --mount --propagation private \
    bash "$LAB_LIB/layer-apt.sh" "$@" 2>&1 < /dev/null | without_hosts >> "$log" \
    || { tail -30 "$log" >&2; die "apt in layer $role failed (build-$role.log)"; }
  rm -rf "$LAYERS/.work-$role" "$LAYERS/.mnt-$role"
}

fetch_packages() { # ROLE...: for all of them, so that two roles can be installed at a time afterwards
  local role
  if [ ! -e "$LAYERS/openstack.ok" ]; then
    rm -rf --one-file-system "$LAYERS/openstack"
    mkdir -p "$LAYERS/openstack" # empty still, but something to lie over
  fi
  for role in "$@"; do
    [ ! -e "$LAYERS/$role.ok" ] || continue
    rm -rf --one-file-system "${LAYERS:?}/$role"
    : > "$LAB_HOME/build-$role.log"
    # shellcheck disable=SC2046  # one word per package
    layer_apt "$role" --download-only install $(packages_of "$role")
    rm -rf "${LAYERS:?}/$role"
  done
}

# What controllers and computes both want is installed once: most of it are OpenStack's libraries.
common_packages() {
  comm -12 <(new_packages controller) <(new_packages compute)
}

new_packages() { # ROLE: what apt-get said that it would install for it
  awk '/^The following NEW packages will be installed:/ { inside = 1; next }
    /^[^ ]/ { inside = 0 }
    inside { for (i = 1; i <= NF; i++) print $i }' "$LAB_HOME/build-$1.log" | sort -u
}

build_layer() { # LAYER PACKAGE...
  local layer=$1 begin=$SECONDS
  [ ! -e "$LAYERS/$layer.ok" ] || return 0
  rm -rf --one-file-system "${LAYERS:?}/$layer" # what a build that was cut off left half installed
  # Two layers share the archive directory at a time, hence no locking.
  layer_apt "$layer" -o Debug::NoLocking=1 install "${@:2}"
  [ "$layer" != cloud ] || leave_off "$LAYERS/cloud" "${CLOUD_UNITS[@]}"
  say "layer $layer: $((SECONDS - begin)) s, $(megabytes "$LAYERS/$layer") MiB"
  touch "$LAYERS/$layer.ok"
}

build_role() { # ROLE
  # shellcheck disable=SC2046  # one word per package
  build_layer "$1" $(packages_of "$1")
}

leave_off() { # ROOT UNIT...
  local root=$1 unit
  shift
  for unit in "$@"; do rm -f "$root"/etc/systemd/system/*.wants/"$unit.service"; done
}

# They are made again, over what lies below them now.
forget_layers() { # LAYER...
  local layer
  for layer in "$@"; do rm -f "$LAYERS/$layer.ok"; done
}

# The disk that machines of the full cloud boot from.
build_guest() {
  local begin=$SECONDS work=$LAB_HOME/build-guest
  [ ! -e "$GUEST" ] || return 0
  rm -rf "$work"
  mkdir -p "$work"
  (cd "$work" && exec bash "$LAB_LIB/guest-image.sh" "$work/disk") 2>&1 < /dev/null | without_hosts > "$LAB_HOME/build-guest.log" \
    || { tail -20 "$LAB_HOME/build-guest.log" >&2; die "the guest's disk could not be made (build-guest.log)"; }
  mv "$work/disk" "$GUEST"
  rm -rf "$work"
  say "guest: $((SECONDS - begin)) s"
}

# What will be installed on nodes, fetched against the layers that will want it, and an index of all.
build_repository() {
  local role
  for role in controller compute; do
    layer_apt "$role" --download-only install "${REPOSITORY_PACKAGES[@]}"
  done
  rm -rf "$CACHE/partial"
  (
    cd "$CACHE" || exit
    rm -f Packages Release
    apt-ftparchive packages . > ../Packages
    mv ../Packages .
    apt-ftparchive -o APT::FTPArchive::Release::Suite=lab release . > ../Release
    mv ../Release .
  )
  say "repository: $(find "$CACHE" -name '*.deb' | wc -l) packages, $(megabytes "$CACHE") MiB"
}
