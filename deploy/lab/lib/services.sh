# shellcheck shell=bash
# When is a node ready? When its services answer.

# Without Keystone, Cinder takes any project id made of hex digits, and a token that names it.
PROJECT=0123456789abcdef0123456789abcdef

ssh_answers() {
  # shellcheck disable=SC2016  # for the inner shell
  in_hub timeout 2 bash -c 'read -r line < "/dev/tcp/$0/22" && [[ $line == SSH* ]]' "$(address_of "$1")"
}

ceph_on() { # NODE ARGUMENT...
  local name=$1 shell=()
  shift
  [ "$(layout_of "$name")" != cephadm ] || shell=(cephadm shell --)
  in_node "$name" "${shell[@]}" ceph --connect-timeout 5 "$@" < /dev/null
}

osds_up() { ceph_on "$1" -s -f json | grep '"num_up_osds":3'; }

placement_groups_active() {
  local state
  state=$(ceph_on "$1" -s -f json) && ! grep -E '"(inactive|unknown)_pgs_ratio"' <<< "$state"
}

# OSDs that all begin at once have left a placement group peering for ever; told that they are down, they begin anew.
wait_for_placement_groups() { # NODE
  (wait_for 30 "$1: placement groups active" placement_groups_active "$1") || {
    say "$1: its OSDs are told to find their peers anew"
    ceph_on "$1" osd down 0 1 2 > /dev/null 2>&1
    wait_for 90 "$1: placement groups active" placement_groups_active "$1"
  }
}

# Where there is a Keystone, a service has an answer for strangers too.
answers() { # URL HEADER
  [[ $(in_hub curl -s -m 5 -o /dev/null -w '%{http_code}' -H "$2" "$1") =~ ^(200|401)$ ]]
}

glance_answers() { answers "http://$(api_address_of "$1"):9292/v2/images" 'Accept: */*'; }

cinder_answers() { answers "http://$(address_of "$1"):8776/v3/$PROJECT/volumes" "X-Auth-Token: admin:$PROJECT"; }

libvirt_answers() {
  local inside=()
  [ "$(layout_of "$1")" != kolla-docker ] || inside=(docker exec nova_libvirt)
  in_node "$1" "${inside[@]}" virsh -c qemu:///system version < /dev/null
}

cinder_volume_runs() { in_node "$1" systemctl is-active cinder-volume < /dev/null; }

wait_for_ssh() { # NODE...
  local name
  for name in "$@"; do wait_for 120 "$name: ssh" ssh_answers "$name"; done
}

wait_for_services() { # NODE...
  local name
  [ -d "${SEEDS[0]}" ] || return 0 # nothing is provisioned yet
  for name in "$@"; do
    case $(role_of "$name") in
      ceph) wait_for 120 "$name: three OSDs up" osds_up "$name" ;;
      controller) wait_for_controller "$name" ;;
      volume) wait_for 120 "$name: cinder-volume runs" cinder_volume_runs "$name" ;;
      compute) wait_for 120 "$name: libvirt answers" libvirt_answers "$name" ;;
    esac
  done
  # Last, since they find each other while the others begin.
  for name in "$@"; do
    [ "$(role_of "$name")" != ceph ] || wait_for_placement_groups "$name"
  done
}

wait_for_controller() {
  wait_for 240 "$1: glance answers on 9292" glance_answers "$1"
  [ "$1" != openstack-controller01 ] || wait_for 240 "$1: cinder answers on 8776" cinder_answers "$1"
}
