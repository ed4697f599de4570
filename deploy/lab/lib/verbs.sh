# shellcheck shell=bash
# What the verbs do.

INOTIFY=/proc/sys/fs/inotify/max_user_instances
SSH_OPTIONS=(-o BatchMode=yes -o ConnectTimeout=10 -o StrictHostKeyChecking=yes -o LogLevel=ERROR)

verb_build() {
  local begin=$SECONDS beside common
  ! is_built || { say "already built"; return; }
  need_host_packages
  build_base
  say "base system after $((SECONDS - begin)) s"
  [ -e "$LAYERS/openstack.ok" ] || forget_layers controller compute cloud kolla-controller kolla-cinder kolla-compute el-controller
  fetch_packages controller ceph compute
  say "packages fetched after $((SECONDS - begin)) s"
  # Two at a time: the machine may have two cores only.
  build_role ceph &
  beside=$!
  mapfile -t common < <(common_packages)
  build_layer openstack "${common[@]}"
  wait "$beside" || die "the layer ceph failed"
  build_role controller &
  beside=$!
  build_role compute
  wait "$beside" || die "the layer controller failed"
  [ "$LAB_CLOUD" = small ] || build_for_cloud
  build_repository
  build_layouts
  say "build took $((SECONDS - begin)) s; $(megabytes "$LAYERS") MiB of layers"
}

build_for_cloud() {
  build_role cloud
  build_guest
}

verb_provision() {
  is_built || die "nothing is built yet: run 'lab build' first, or 'lab ready' for everything"
  ! is_provisioned || { say "already provisioned"; return; }
  if [ "$LAB_CLOUD" = full ]; then # over the small one
    choose_cloud small
    verb_provision
    choose_cloud full
  fi
  all_down
  rm -rf "$NODES"
  if [ "$LAB_LAYOUT/$LAB_CEPH" != debian/packages ]; then
    [ -d "$SEED" ] || provision_first
    provision_layouts
    return
  fi
  first_boot
  all_down
  keep_as_seed
}

# The small lab, over which layouts lie.
provision_first() (
  choose_cloud small
  choose_layout debian packages
  verb_provision
)

first_boot() {
  local begin=$SECONDS
  LAB_UPLINK=0 start_nodes "${FIRST_NODES[@]}"
  if [ "$LAB_CLOUD" = small ]; then
    provision_all
    wait_for 120 "glance" glance_answers openstack-controller01
  else
    wait_for_services "${FIRST_NODES[@]}"
    provision_cloud
  fi
  say "provision took $((SECONDS - begin)) s"
}

verb_ready() {
  is_built || verb_build
  is_provisioned || verb_provision
  verb_up
}

verb_up() {
  local begin=$SECONDS names=("$@")
  need "${LAB_NEEDS[@]}"
  need_built_and_provisioned
  forget_before_reboot
  [ ${#names[@]} -gt 0 ] || mapfile -t names < <(all_nodes)
  need_nodes "${names[@]}"
  need_free_network
  start_nodes "${names[@]}"
  link_credentials
  wait_for_services "${names[@]}"
  [ "$LAB_CLOUD" = small ] || wait_for_cloud
  say "up took $((SECONDS - begin)) s"
}

need_built_and_provisioned() {
  local running
  running=$(cat "$RUN/cloud" 2> /dev/null || echo small)
  ! hub_pid > /dev/null || [ "$running" = "$LAB_CLOUD" ] || die "this lab runs as LAB_CLOUD=$running: take it down first (lab down)"
  running=$(cat "$RUN/layout" 2> /dev/null || echo debian packages)
  ! hub_pid > /dev/null || [ "$running" = "$LAB_LAYOUT $LAB_CEPH" ] \
    || die "this lab runs as LAB_LAYOUT=${running% *} LAB_CEPH=${running#* }: take it down first (lab down)"
  is_built || die "nothing is built yet: run 'lab build', then 'lab provision' (or both and up: 'lab ready')"
  is_provisioned || die "built, but not provisioned yet: run 'lab provision' (or 'lab ready')"
}

# Numbers of processes from before a reboot say nothing now, and the kernel's settings are its own again.
forget_before_reboot() {
  local boot
  boot=$(cat /proc/sys/kernel/random/boot_id)
  if [ -e "$RUN/boot" ] && [ "$(cat "$RUN/boot")" != "$boot" ]; then
    rm -f "$RUN/hub.pid" "$RUN/inotify" "$NODES"/*/pid
  fi
  echo "$boot" > "$RUN/boot"
}

start_nodes() {
  local name
  mkdir -p "$NODES" "$RUN"
  hub_up
  echo "$LAB_CLOUD" > "$RUN/cloud"
  echo "$LAB_LAYOUT $LAB_CEPH" > "$RUN/layout"
  uplink_up
  write_hosts
  [ $# -le ${#CORE_NODES[@]} ] || raise_inotify
  for name in "$@"; do node_start "$name"; done
  write_known_hosts
  wait_for_ssh "$@"
}

# Each systemd takes some of the kernel's 128 inotify instances; down puts the limit back.
raise_inotify() {
  local limit
  limit=$(cat $INOTIFY)
  [ "$limit" -lt 4096 ] || return 0
  [ -e "$RUN/inotify" ] || echo "$limit" > "$RUN/inotify"
  echo 4096 > $INOTIFY
}

restore_inotify() {
  [ -e "$RUN/inotify" ] || return 0
  cat "$RUN/inotify" > $INOTIFY
  rm -f "$RUN/inotify"
}

verb_down() {
  if [ $# -gt 0 ]; then verb_stop "$@"; else all_down; fi
}

all_down() {
  local begin=$SECONDS
  forget_before_reboot
  stop_all
  hub_down
  remove_cgroup "$CGROUP"
  restore_inotify
  remove_extra_nodes
  rm -f "$RUN/cloud" "$RUN/layout"
  say "down took $((SECONDS - begin)) s"
}

stop_all() { # also what has no directory any more
  local name
  for name in $(find "$NODES" "$CGROUP" -mindepth 1 -maxdepth 1 -type d -printf '%f\n' 2> /dev/null | sort -u); do
    node_stop "$name" &
  done
  wait
}

# Added nodes are for once: the next ones of these names are new machines with new host keys.
remove_extra_nodes() {
  local name
  for name in $(extra_nodes); do rm -rf "${NODES:?}/$name"; done
  rm -f "$RUN/extra"
}

# What would be written while systemd halts is thrown away with the rest, so nothing waits for it.
verb_reset() {
  LAB_STOP_WAIT=0 all_down
  rm -rf "$LAB_HOME"/nodes "$LAB_HOME"/nodes-* # whichever cloud ran
  say "pristine"
}

verb_stop() {
  local name
  need_nodes "$@"
  for name in "$@"; do node_stop "$name" & done
  wait
  say "down: $*"
}

verb_start() {
  need_nodes "$@"
  hub_pid > /dev/null || die "the lab is not up (lab up)"
  verb_up "$@"
}

verb_freeze() {
  local name
  need_nodes "$@"
  for name in "$@"; do node_freeze "$name" 1; done
  say "frozen: $*"
}

verb_thaw() {
  local name
  need_nodes "$@"
  for name in "$@"; do node_freeze "$name" 0; done
  say "going on: $*"
}

verb_add_computes() {
  local begin=$SECONDS count=${1:-} names
  # shellcheck disable=SC2034  # wait_for sees it: not a line for each of 200 nodes
  local quiet=yes
  [[ $count =~ ^[1-9][0-9]{0,2}$ ]] || die "how many? add-computes N"
  hub_pid > /dev/null || die "the lab is not up (lab up)"
  mapfile -t names < <(next_computes "$count")
  echo "${names[*]}" >> "$RUN/extra"
  raise_inotify
  start_nodes "${names[@]}"
  wait_for_services "${names[@]}"
  link_credentials
  say "$count nodes up in $((SECONDS - begin)) s"
}

# A second cluster, which nothing of the lab knows of. It goes with down, as added computes do.
verb_add_ceph() {
  local begin=$SECONDS name=east-mon-01 log=$LAB_HOME/prov-east.log
  hub_pid > /dev/null || die "the lab is not up (lab up)"
  ! extra_nodes | grep -xF $name > /dev/null || { say "$name is there already"; return; }
  echo $name >> "$RUN/extra"
  raise_inotify
  start_nodes $name
  provision_ceph $name > "$log" 2>&1 < /dev/null \
    || { tail -5 "$log" >&2; die "the second cluster can't be made ($log)"; }
  wait_for_services $name
  link_credentials
  say "a second cluster on $name in $((SECONDS - begin)) s"
}

next_computes() { # COUNT
  local kind=openstack-compute last
  [ -z "${LAB_LIGHT:-}" ] || kind=light-compute
  last=$(all_nodes | { grep "^$kind" || echo 0; } | grep -o '[0-9]*$' | sort -n | tail -1)
  seq -f "$kind%02.0f" $((10#$last + 1)) $((10#$last + $1))
}

verb_cloud() { echo "$LAB_CLOUD"; }

# The document for this lab: the one that is written down, or, in another network, the same for that.
verb_site() {
  local written
  case $LAB_CLOUD/$LAB_LAYOUT in
    full/*) written=site-full.yaml ;;
    */mixed) written=site-mixed.yaml ;;
    *) written=site.yaml ;;
  esac
  if [ "$LAB_PREFIX" = 10.77 ]; then
    readlink -f "$LAB_LIB/../$written"
  else
    mkdir -p "$LAB_HOME"
    sed "s/10\.77\./$LAB_PREFIX./g" "$LAB_LIB/../$written" > "$LAB_HOME/$written"
    echo "$LAB_HOME/$written"
  fi
}

verb_hosts() {
  local name
  for name in $(all_nodes); do echo "$name $(address_of "$name") $(role_of "$name")"; done
}

verb_ssh() {
  local name=${1:-}
  need_nodes "$name"
  shift
  in_hub ssh -i "$KEYS/id" "${SSH_OPTIONS[@]}" -o "UserKnownHostsFile=$RUN/known_hosts" \
    "${LAB_AS:-root}@$(address_of "$name")" "$@"
}

verb_exec() { in_hub "$@"; }

verb_status() {
  local name
  hub_pid > /dev/null || echo "the lab is down"
  ! hub_pid > /dev/null || ! uplink_is_ours || echo "this machine is $LAB_PREFIX.0.2 in the lab"
  for name in $(all_nodes); do
    printf '%-24s %-12s %s\n' "$name" "$(address_of "$name")" "$(node_state "$name")"
  done
}

node_state() {
  local failed
  node_pid "$1" > /dev/null || { echo down; return; }
  ! grep -qsx 'frozen 1' "$CGROUP/$1/cgroup.events" || { echo frozen; return; }
  failed=$(in_node "$1" systemctl --failed --plain --no-legend 2> /dev/null | awk '{ printf $1 " " }')
  echo "up   $(in_node "$1" systemctl is-system-running || true); failed: ${failed:-none}; $(memory_of "$1") MiB"
}

# Proportional: what nodes share is counted once.
memory_of() {
  local pid
  find "$CGROUP/$1" -name cgroup.procs -exec cat {} + | while read -r pid; do
    grep -s '^Pss:' "/proc/$pid/smaps_rollup" || true
  done | awk '{ sum += $2 } END { print int(sum / 1024) }'
}
