# shellcheck shell=bash
# shellcheck disable=SC2034  # read by layers.sh
# Which packages go where.

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

# The lists of packages too: layers are made from them.
need_host_packages() {
  need "${LAB_NEEDS[@]}"
  apt-get -qq -o DPkg::Lock::Timeout=600 update 2>&1 | without_hosts >&2
}
