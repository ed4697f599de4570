# shellcheck shell=bash
# shellcheck disable=SC2034  # read by layers.sh
# Which packages go where, and what this machine itself needs.

HOST_PACKAGES=(mmdebstrap apt-utils iproute2 openssh-client util-linux curl)

BASE_PACKAGES=(
  systemd-sysv dbus openssh-server sudo python3 iproute2 iputils-ping netcat-openbsd
  curl ca-certificates procps hostname less
)
CEPH_PACKAGES=(ceph-mon ceph-mgr ceph-osd ceph-common)
CONTROLLER_PACKAGES=(
  glance-api cinder-api cinder-scheduler cinder-volume tgt mariadb-server rabbitmq-server
  python3-openstackclient memcached-
)
COMPUTE_PACKAGES=(
  libvirt-daemon-system libvirt-clients libvirt-daemon-driver-storage-rbd
  nova-compute nova-compute-kvm
)
# Not installed: what an integration, or somebody trying one, installs on the nodes.
REPOSITORY_PACKAGES=(ceph-common python3-rbd python3-ceph crudini jq rsync sshpass)

packages_of() { # ROLE
  local -n packages=${1^^}_PACKAGES
  printf '%s\n' "${packages[@]}"
}

missing_host_packages() {
  local package
  for package in "${HOST_PACKAGES[@]}"; do
    dpkg -s "$package" > /dev/null 2>&1 || echo "$package"
  done
}

need_host_packages() {
  local missing
  mapfile -t missing < <(missing_host_packages)
  apt-get -qq -o DPkg::Lock::Timeout=600 update 2>&1 | without_hosts >&2
  [ ${#missing[@]} -gt 0 ] || return 0
  DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600 \
    --no-install-recommends install "${missing[@]}" 2>&1 > /dev/null | without_hosts >&2
}

apt_sources() {
  find /etc/apt/sources.list /etc/apt/sources.list.d -type f \
    \( -name '*.sources' -o -name '*.list' \) 2> /dev/null || true
}

# Where this machine gets its packages is nobody else's business: it must not stay in a log.
without_hosts() {
  local host script='s#[a-z+]+://[^/ ]+#(registry)#g'
  while read -r host; do
    script+=";s#${host//./\\.}#(registry)#g"
  done < <(registry_hosts)
  sed -uE "$script"
}

registry_hosts() {
  { apt_sources | xargs -r cat; cat /etc/apt/apt.conf /etc/apt/apt.conf.d/*; } 2> /dev/null \
    | grep -v '^[[:space:]]*\(#\|//\)' | grep -oE '[a-z+]+://[^/ ";]+' \
    | sed -E 's#.*://##; s#.*@##; s#:.*##' | grep -F . | sort -u || true
}
