# shellcheck shell=bash
# A part of the proof: machines of a user live on Ceph. They are made by the official client at the public address, over TLS;
# what it says is compared with what the pools, libvirt and the machines' own consoles say.
# Needs of prove: on, check, nodes, MON, SCRATCH, HERE.

GUEST_LIMIT=240 # seconds until a machine, a volume or an image is there; QEMU may have no KVM

# start_client CLOUD: the client of a user (demo) or of the administrator, whose name is that of an entry in clouds.yaml
declare -A TO_CLIENT FROM_CLIENT
start_client() {
  local descriptor pipe=$SCRATCH/$1
  mkfifo "$pipe.in" "$pipe.out"
  "$HERE/lab" ssh openstack-controller01 "OS_CLOUD=$1 OS_COMPUTE_API_VERSION=2.74 OS_VOLUME_API_VERSION=3.59 python3 -uc $(printf %q "$(cat "$HERE/lib/client.py")")" \
    < "$pipe.in" > "$pipe.out" 2> "$pipe.log" &
  exec {descriptor}> "$pipe.in"
  TO_CLIENT[$1]=$descriptor
  exec {descriptor}< "$pipe.out"
  FROM_CLIENT[$1]=$descriptor
}

# ask CLOUD COMMAND...: what it prints; its exit code. Words with blanks are quoted by the caller.
ask() {
  local cloud=$1 code text
  shift
  printf '%s\n' "${*//$'\n'/ }" >&"${TO_CLIENT[$cloud]}"
  read -r code text <&"${FROM_CLIENT[$cloud]}" || { tail -n 1 "$SCRATCH/$cloud.log"; return 1; }
  tr '\t' '\n' <<< "$text"
  return "$code"
}

os() { ask demo "$@"; }
as_admin() { ask admin "$@"; }

# create CLOUD KIND NAME OPTION...: its id is kept for id_of; a name the client would look up at each call.
create() {
  local cloud=$1 kind=$2 name=$3
  shift 3
  made "$kind" "$name" ask "$cloud" "$kind create $* $name"
}

made() { # KIND NAME COMMAND...
  local keep="$SCRATCH/$1 $2.id"
  shift 2
  if "$@" "-f value -c id" > "$SCRATCH/made"; then
    cp "$SCRATCH/made" "$keep"
  else
    head -n 3 "$SCRATCH/made"
    return 1
  fi
}

id_of() { cat "$SCRATCH/$1 $2.id"; }                        # KIND NAME
field() { os "$1 show $(id_of "$1" "$2") -f value -c $3"; } # KIND NAME FIELD

# becomes KIND NAME STATUS: waits, and says what it is instead when it is an error or too late
becomes() {
  local now='' deadline=$((SECONDS + GUEST_LIMIT))
  until [ "${now,,}" = "$3" ]; do
    [[ ${now,,} != *error* && $SECONDS -lt $deadline ]] || { echo "$1 $2 is '$now'"; return 1; }
    [ -z "$now" ] || sleep 1
    now=$(field "$1" "$2" status) || { echo "$now"; return 1; }
  done
}

console_says() { # MACHINE PATTERN
  local deadline=$((SECONDS + GUEST_LIMIT))
  until os "console log show $(id_of server "$1")" > "$SCRATCH/console" && grep -m 1 -e "$2" "$SCRATCH/console"; do
    [ $SECONDS -lt $deadline ] || { tail -n 3 "$SCRATCH/console"; return 1; }
    sleep 2
  done
}

make_kinds() {
  create admin flavor guest --ram 128 --disk 1 --vcpus 1 &&
    create admin 'volume type' guest --property volume_backend_name=ceph &&
    create demo 'server group' apart --policy anti-affinity
}

make_image() { create demo image guest --disk-format raw --container-format bare --file /srv/lab-repo/guest.raw; }

make_volumes() {
  local image
  image=$(id_of image guest)
  create demo volume root1 --image "$image" --size 1 --type guest &&
    create demo volume root2 --image "$image" --size 1 --type guest &&
    create demo volume data --size 1 --type guest
}

make_machines() {
  local flavor group machine
  flavor=$(id_of flavor guest) group=$(id_of 'server group' apart)
  for machine in root1 root2; do
    create demo server $machine --flavor "$flavor" --volume "$(id_of volume $machine)" --nic none --hint "group=$group" || return 1
  done
  create demo server own --flavor "$flavor" --image "$(id_of image guest)" --nic none
}

image_is_in_pool() { # NAME
  becomes image "$1" active && on "$MON" "rbd -p openstack-images info $(id_of image "$1")" > /dev/null
}

volume_is_in_pool() { # NAME [clone]
  local id
  becomes volume "$1" available || return 1
  id=$(id_of volume "$1")
  on "$MON" "rbd -p openstack-volumes info volume-$id" > "$SCRATCH/info" || return 1
  [ -z "${2:-}" ] || grep -o "parent: openstack-images/$(id_of image guest)" "$SCRATCH/info"
}

volume_is_saved() { # NAME
  becomes volume "$1" available && made 'volume backup' saved os "volume backup create --name saved $(id_of volume "$1")" && becomes 'volume backup' saved available || return 1
  on "$MON" "rbd -p openstack-backups ls" | grep "^volume-$(id_of volume "$1").backup\."
}

# machine_runs NAME POOL/IMAGE: it booted, and QEMU has that image of a pool and no file
machine_runs() {
  local host id
  id=$(id_of server "$1")
  : > "$SCRATCH/up"
  becomes server "$1" active && console_says "$1" 'GUEST up after' > "$SCRATCH/up" || { cat "$SCRATCH/up"; return 1; }
  # Only the administrator sees where a machine is.
  host=$(as_admin "server show $id -f value -c OS-EXT-SRV-ATTR:host")
  echo "$host" > "$SCRATCH/$1.host"
  on "$host" "virsh -q domblklist $id" > "$SCRATCH/disks" || return 1
  echo "$host, $(cat "$SCRATCH/up")"
  grep -qF "$2" "$SCRATCH/disks" && ! grep -q ' /' "$SCRATCH/disks" || { cat "$SCRATCH/disks"; return 1; }
  on "$MON" "rbd status $2" | grep -q watcher= || { echo "nobody watches $2"; return 1; }
}

on_each_compute() { [ "$(cat "$SCRATCH"/root[12].host | sort -u | wc -l)" = 2 ]; }

second_disk_works() {
  os "server add volume $(id_of server root1) $(id_of volume data)" > /dev/null && becomes volume data in-use && console_says root1 'vdb=ok'
}

snapshots_are_images() {
  made image own-image os "server image create $(id_of server own) --name own-image" && image_is_in_pool own-image || return 1
  made image root1-image os "server image create $(id_of server root1) --name root1-image" && becomes image root1-image active || return 1
  on "$MON" "rbd snap ls openstack-volumes/volume-$(id_of volume root1)" | grep -q snapshot- || { echo "no snapshot of volume root1"; return 1; }
}

no_console_read_wrong() {
  local machine
  for machine in root1 root2 own; do
    os "console log show $(id_of server $machine)" > "$SCRATCH/console"
    grep -q tick "$SCRATCH/console" || { echo "$machine says nothing"; return 1; }
    ! grep -m 1 WRONG "$SCRATCH/console" || return 1
  done
}

# By their names, because a run that was cut off may have left them; what is not there is no fault.
remove_machines() {
  os "server remove volume root1 data" || true
  remove server root1 root2 own
  wait_until_none "server list"
  remove image root1-image own-image
  remove "volume backup" saved
  wait_until_none "volume backup list"
  remove "volume snapshot" "snapshot for root1-image"
  wait_until_none "volume snapshot list"
  remove volume root1 root2 data
  wait_until_none "volume list"
  remove image guest
  remove "server group" apart
  as_admin "flavor delete guest" || true
  as_admin "volume type delete guest" || true
} > /dev/null

remove() { # KIND NAME...
  local kind=$1 id name wanted ids=
  shift
  while read -r id name; do
    for wanted in "$@"; do [ "$name" != "$wanted" ] || ids+=" $id"; done
  done < <(os "$kind list -f value -c ID -c Name")
  [ -z "$ids" ] || os "$kind delete$ids" || true
}

wait_until_none() { # LIST
  local deadline=$((SECONDS + 60))
  while [ -n "$(os "$1 -f value -c ID")" ] && [ $SECONDS -lt $deadline ]; do sleep 1; done
}

pools_are_empty() {
  local pool
  for pool in openstack-images openstack-volumes openstack-vms openstack-backups; do
    on "$MON" "rbd -p $pool ls" > "$SCRATCH/left" && [ ! -s "$SCRATCH/left" ] || { echo "$pool has $(head -n 2 "$SCRATCH/left" | tr '\n' ' ')"; return 1; }
  done
}

prove_machines() {
  local volume machine
  # What a run that was cut off left; the type is removed last.
  ! as_admin "volume type show guest" > /dev/null || remove_machines
  check "the public address answers the official client, over TLS" make_kinds
  check "a user uploads an image" make_image
  check "a user's image is in the pool" image_is_in_pool guest
  check "a user makes volumes" make_volumes
  for volume in root1 root2; do check "volume $volume is a copy-on-write clone of it" volume_is_in_pool $volume clone; done
  check "a backup of a volume is in openstack-backups" volume_is_saved data
  check "and machines" make_machines
  for machine in root1 root2; do
    check "machine $machine boots from its volume" machine_runs $machine "openstack-volumes/volume-$(id_of volume $machine)"
  done
  check "each compute has one of them" on_each_compute
  check "a machine has its own disk in openstack-vms" machine_runs own "openstack-vms/$(id_of server own)_disk"
  check "a second volume: the machine reads back what it writes" second_disk_works
  check "images of both kinds of machines" snapshots_are_images
  check "no machine ever read what it had not written" no_console_read_wrong
  remove_machines
  check "all of it removed: the pools are empty" pools_are_empty
}
