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
# Over the controller's, on the first controller of a full cloud.
CLOUD_PACKAGES=(
  keystone placement-api nova-api nova-conductor nova-scheduler neutron-api neutron-rpc-server cinder-backup dmidecode haproxy
)
# Their packages enable all of them; what runs is decided by the first boot.
CLOUD_UNITS=(
  keystone placement-api nova-api nova-api-metadata nova-conductor nova-scheduler neutron-api neutron-rpc-server
  cinder-backup haproxy
)
COMPUTE_PACKAGES=(
  libvirt-daemon-system libvirt-clients libvirt-daemon-driver-storage-rbd
  nova-compute nova-compute-kvm
)
# For nodes of other layouts (layouts.sh), and for what is in their containers.
CONTAINERS_PACKAGES=(podman runc conmon catatonit cephadm chrony jq)
DOCKER_PACKAGES=(docker.io jq)
KOLLA_CONTROLLER_PACKAGES=(dumb-init python3-rbd python3-rados)
KOLLA_CINDER_PACKAGES=(ceph-common cinder-backup dmidecode) # Kolla's image of glance has no ceph command, those of cinder have one
KOLLA_COMPUTE_PACKAGES=(dumb-init python3-rbd python3-rados ceph-common)
EL_CONTROLLER_PACKAGES=(dnf rpm createrepo-c)
CEPHADM_IMAGE_PACKAGES=(ceph ceph-mgr-cephadm python3-execnet lvm2)
# Not installed: what an integration, or somebody trying one, installs on the nodes.
REPOSITORY_PACKAGES=(ceph-common python3-rbd python3-ceph crudini jq rsync sshpass)

packages_of() { # LAYER
  local name=${1^^}
  local -n packages=${name//-/_}_PACKAGES
  printf '%s\n' "${packages[@]}"
}

# The lists of packages too: layers are made from them.
need_host_packages() {
  need "${LAB_NEEDS[@]}"
  [ "$LAB_CLOUD" = small ] || need 'openssl|openssl|makes the certificates of the full cloud'
  apt-get -qq -o DPkg::Lock::Timeout=600 update 2>&1 | without_hosts >&2
}
