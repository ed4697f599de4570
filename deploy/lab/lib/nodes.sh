# shellcheck shell=bash
# Which nodes there are: name, role, address, and the files that tell others.

CORE_NODES=(
  ceph-mon-01
  openstack-controller01 openstack-controller02 openstack-controller03
  openstack-compute01 openstack-compute02
)
# Those that the first boot of the small lab makes; the mixed one has a storage node more.
# shellcheck disable=SC2034  # read by provision.sh and verbs.sh
FIRST_NODES=("${CORE_NODES[@]}")
[ "$LAB_LAYOUT" != mixed ] || CORE_NODES+=(openstack-volume01)

role_of() {
  case $1 in
    ceph-mon-* | east-mon-*) echo ceph ;;
    openstack-controller*) echo controller ;;
    openstack-volume*) echo volume ;;
    openstack-compute*) echo compute ;;
    light-compute*) echo base ;;
    *) die "no such node: $1 (see: lab hosts)" ;;
  esac
}

number_of() {
  local digits=${1##*[!0-9]}
  echo $((10#${digits:-0}))
}

address_of() {
  local number
  number=$(number_of "$1")
  case $1 in
    ceph-mon-*) echo "$LAB_PREFIX.0.$((9 + number))" ;;
    east-mon-*) echo "$LAB_PREFIX.0.$((40 + number))" ;;
    openstack-controller*) echo "$LAB_PREFIX.0.$((10 + number))" ;;
    openstack-volume*) echo "$LAB_PREFIX.0.$((30 + number))" ;;
    openstack-compute*) echo "$LAB_PREFIX.1.$number" ;;
    light-compute*) echo "$LAB_PREFIX.2.$number" ;;
    *) die "no such node: $1 (see: lab hosts)" ;;
  esac
}

extra_nodes() {
  [ ! -e "$RUN/extra" ] || tr -s ' ' '\n' < "$RUN/extra"
}

all_nodes() {
  printf '%s\n' "${CORE_NODES[@]}"
  extra_nodes
}

need_nodes() { # every argument names a node of this lab
  local name
  [ $# -gt 0 ] || die "which node? (see: lab hosts)"
  for name in "$@"; do
    # not grep -q: it would leave early, and the broken pipe counts as failure
    all_nodes | grep -xF -- "$name" > /dev/null || die "no such node: $name (see: lab hosts)"
  done
}

write_hosts() {
  local name
  {
    echo "127.0.0.1 localhost"
    echo "$LAB_PREFIX.0.1 lab-hub"
    for name in $(all_nodes); do echo "$(address_of "$name") $name"; done
  } > "$RUN/hosts"
}

# Renamed into place, because a client may be reading it.
write_known_hosts() {
  local name
  for name in $(all_nodes); do
    [ -e "$NODES/$name/hostkey.pub" ] || continue
    echo "$name,$(address_of "$name") $(cut -d' ' -f1,2 "$NODES/$name/hostkey.pub")"
  done > "$RUN/known_hosts.new"
  mv "$RUN/known_hosts.new" "$RUN/known_hosts"
}

# The product finds the lab's key and host keys under its own names. The links stay after down: they
# lead to LAB_HOME, and only root can follow them.
link_credentials() {
  local home=${MOORING_HOME:-${HOME:-/root}/.local/share/mooring}
  mkdir -p "$home"
  install -d -m 0700 "$home" "$home/credentials" "$home/known_hosts.d"
  ln -sfn "$KEYS/id" "$home/credentials/lab"
  ln -sfn "$RUN/known_hosts" "$home/known_hosts.d/lab"
  [ "$LAB_CLOUD" = full ] || return 0
  ln -sfn "$LAB_HOME/mooring-credential.yaml" "$home/credentials/lab-cloud.yaml"
  ln -sfn "$TLS/ca.crt" "$home/credentials/lab-cloud.crt"
}
