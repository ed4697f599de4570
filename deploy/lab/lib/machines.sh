# shellcheck shell=bash
# A part of the proof: machines of a user live on Ceph. They are made by the official client at the public address, over TLS;
# what it says is compared with what the pools, libvirt and the machines' own consoles say.
# Needs of prove: on, check, nodes, MON, SCRATCH, HERE.

GUEST_LIMIT=240 # seconds until a machine, a volume or an image is there; QEMU may have no KVM

start_client() {
  coproc CLIENT { "$HERE/lab" ssh openstack-controller01 "OS_CLOUD=demo OS_COMPUTE_API_VERSION=2.74 OS_VOLUME_API_VERSION=3.59 python3 -uc $(printf %q "$(cat "$HERE/lib/client.py")")" 2> "$SCRATCH/client.log"; }
  # A coprocess's own descriptors are closed in subshells.
  exec {TO_CLIENT}>&"${CLIENT[1]}" {FROM_CLIENT}<&"${CLIENT[0]}"
}

# os COMMAND...: what it prints; its exit code. Words with blanks are quoted by the caller.
os() {
  local code text
  printf '%s\n' "${*//$'\n'/ }" >&"$TO_CLIENT"
  read -r code text <&"$FROM_CLIENT" || { tail -n 1 "$SCRATCH/client.log"; return 1; }
  tr '\t' '\n' <<< "$text"
  return "$code"
}

# The client keeps to whom it logged in as first, so this is a call of its own.
as_admin() { "$HERE/lab" ssh openstack-controller01 "OS_CLOUD=admin openstack $*" < /dev/null 2>&1; }

field() { os "$1 show $2 -f value -c $3"; } # KIND NAME FIELD
id_of() { field "$1" "$2" id; }

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
  until os "console log show $1" > "$SCRATCH/console" && grep -m 1 -e "$2" "$SCRATCH/console"; do
    [ $SECONDS -lt $deadline ] || { tail -n 3 "$SCRATCH/console"; return 1; }
    sleep 2
  done
}

# Only the administrator sees where a machine is.
host_of() { # MACHINE
  as_admin "server list --all-projects --long -f value -c ID -c Host" | awk -v id="$(id_of server "$1")" '$1 == id { print $2 }'
}

make_kinds() {
  as_admin "flavor create --ram 128 --disk 1 --vcpus 1 guest -f value -c id" > "$SCRATCH/made" &&
    as_admin "volume type create --property volume_backend_name=ceph guest -f value -c id" > "$SCRATCH/made" &&
    os "server group create --policy anti-affinity apart -f value -c id" > "$SCRATCH/made" || said
}

make_image() { os "image create --disk-format raw --container-format bare --file /srv/lab-repo/guest.raw guest -f value -c id" > "$SCRATCH/made" || said; }

make_volumes() {
  os "volume create --image guest --size 1 --type guest root1 -f value -c id" > "$SCRATCH/made" &&
    os "volume create --image guest --size 1 --type guest root2 -f value -c id" > "$SCRATCH/made" &&
    os "volume create --size 1 --type guest data -f value -c id" > "$SCRATCH/made" || said
}

make_machines() {
  local group machine
  group=$(id_of 'server group' apart)
  for machine in root1 root2; do
    os "server create --flavor guest --volume $machine --nic none --hint group=$group $machine -f value -c id" > "$SCRATCH/made" || said || return 1
  done
  os "server create --flavor guest --image guest --nic none own -f value -c id" > "$SCRATCH/made" || said
}

# What the client said last, when it was no success.
said() {
  head -n 3 "$SCRATCH/made"
  return 1
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

# machine_runs NAME POOL/IMAGE: it booted, and QEMU has that image of a pool and no file
machine_runs() {
  local host
  : > "$SCRATCH/up"
  becomes server "$1" active && console_says "$1" 'GUEST up after' > "$SCRATCH/up" || { cat "$SCRATCH/up"; return 1; }
  host=$(host_of "$1")
  on "$host" "virsh -q domblklist $(id_of server "$1")" > "$SCRATCH/disks" || return 1
  echo "$host, $(cat "$SCRATCH/up")"
  grep -qF "$2" "$SCRATCH/disks" && ! grep -q ' /' "$SCRATCH/disks" || { cat "$SCRATCH/disks"; return 1; }
  on "$MON" "rbd status $2" | grep -q watcher= || { echo "nobody watches $2"; return 1; }
}

on_each_compute() {
  [ "$({ host_of root1 && host_of root2; } | sort -u | wc -l)" = 2 ]
}

second_disk_works() { os "server add volume root1 data" > /dev/null && becomes volume data in-use && console_says root1 'vdb=ok'; }

snapshots_are_images() {
  local id
  os "server image create own --name own-image" > /dev/null && image_is_in_pool own-image || return 1
  os "server image create root1 --name root1-image" > /dev/null && becomes image root1-image active || return 1
  id=$(id_of volume root1)
  on "$MON" "rbd snap ls openstack-volumes/volume-$id" | grep -q snapshot- || { echo "no snapshot of volume root1"; return 1; }
}

no_console_read_wrong() {
  local machine
  for machine in root1 root2 own; do
    os "console log show $machine" | grep -c tick > "$SCRATCH/ticks" || { echo "$machine says nothing"; return 1; }
    ! os "console log show $machine" | grep -m 1 WRONG || return 1
  done
}

# What is there of ours goes; what is not there is no fault.
remove_machines() {
  local what
  os "server remove volume root1 data" || true
  for what in root1 root2 own; do os "server delete $what" || true; done
  wait_until_none "server list"
  for what in root1-image own-image; do os "image delete $what" || true; done
  for what in $(os "volume snapshot list -f value -c ID"); do os "volume snapshot delete $what" || true; done
  wait_until_none "volume snapshot list"
  for what in root1 root2 data; do os "volume delete $what" || true; done
  wait_until_none "volume list"
  for what in $(os "image list --name guest -f value -c ID"); do os "image delete $what" || true; done
  for what in $(os "server group list -f value -c ID"); do os "server group delete $what" || true; done
  as_admin "flavor delete guest" || true
  as_admin "volume type delete guest" || true
} > /dev/null

wait_until_none() { # LIST
  local deadline=$((SECONDS + 60))
  while [ -n "$(os "$1 -f value -c ID")" ] && [ $SECONDS -lt $deadline ]; do sleep 1; done
}

pools_are_empty() {
  local pool
  for pool in openstack-images openstack-volumes openstack-vms; do
    on "$MON" "rbd -p $pool ls" > "$SCRATCH/left" && [ ! -s "$SCRATCH/left" ] || { echo "$pool has $(head -n 2 "$SCRATCH/left" | tr '\n' ' ')"; return 1; }
  done
}

prove_machines() {
  local volume machine
  start_client
  # What a run that was cut off left; the type is removed last.
  ! as_admin "volume type show guest" > /dev/null || remove_machines
  check "the public address answers the official client, over TLS" make_kinds
  check "a user uploads an image" make_image
  check "a user's image is in the pool" image_is_in_pool guest
  check "a user makes volumes" make_volumes
  for volume in root1 root2; do check "volume $volume is a copy-on-write clone of it" volume_is_in_pool $volume clone; done
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
