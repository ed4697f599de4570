# shellcheck shell=bash
# The first boot: a real cluster and real services are set up once, and what that changed on each node
# is kept as the seed, from which every later start begins.

is_provisioned() {
  local name
  [ -d "$SEED" ] || return 1
  for name in "${CORE_NODES[@]}"; do
    [ -d "$(seeds_of "$name" | tail -1)" ] || return 1
  done
}

# run_on NODE SCRIPTS [NAME=VALUE...]: one after another in one shell. The script is an argument and has no stdin: fed over stdin it would
# be eaten by the first command that reads stdin, as rabbitmqctl does.
run_on() {
  local name=$1 script scripts=()
  for script in $2; do scripts+=("$LAB_LIB/provision/$script"); done
  shift 2
  in_node "$name" "NODE=$name" "ADDRESS=$(address_of "$name")" "INI=$(cat "$LAB_LIB/provision/ini.py")" \
    "CONTROLLER=$(address_of openstack-controller01)" "$@" \
    bash -eux -c "$(cat "${scripts[@]}")" < /dev/null
}

provision_all() {
  local begin=$SECONDS ceph openstack
  provision_ceph ceph-mon-01 > "$LAB_HOME/prov-ceph.log" 2>&1 < /dev/null &
  ceph=$!
  provision_openstack > "$LAB_HOME/prov-os.log" 2>&1 < /dev/null &
  openstack=$!
  finish_provisioning $ceph ceph prov-ceph.log
  say "ceph provisioned after $((SECONDS - begin)) s"
  finish_provisioning $openstack openstack prov-os.log
  say "openstack provisioned after $((SECONDS - begin)) s"
}

finish_provisioning() { # PID WHAT LOG
  wait "$1" && return
  tail -5 "$LAB_HOME/$3" >&2
  die "provisioning $2 failed ($LAB_HOME/$3); the nodes are up to be looked at, 'lab provision' starts again"
}

provision_ceph() { run_on "$1" ceph-mon.sh "NETWORK=$LAB_PREFIX.0.0/16"; } # NODE

# Two at a time, for two cores. Only controller01 starts its services now; the others do in their next life.
provision_openstack() {
  local name others
  for name in openstack-controller02 openstack-controller03; do run_on "$name" controller.sh; done &
  others=$!
  run_on openstack-controller01 database.sh
  run_on openstack-controller01 controller.sh
  wait $others
  for name in openstack-compute01 openstack-compute02; do run_on "$name" compute.sh; done
}

# Renamed at the end, so that a seed is there as a whole or not at all.
keep_as_seed() {
  local name
  rm -rf "$SEED.new"
  mkdir -p "$SEED.new"
  for name in "${FIRST_NODES[@]}"; do
    mv "$NODES/$name/upper" "$SEED.new/$name"
    rm -rf "$SEED.new/$name"/var/log/journal/* "$SEED.new/$name"/tmp/*
  done
  mv "$SEED.new" "$SEED"
  rm -rf "$NODES"
  say "seed: $(megabytes "$SEED") MiB"
}
