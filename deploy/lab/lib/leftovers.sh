# shellcheck shell=bash
# What the lab has on this machine outside of LAB_HOME. After down: nothing.

verb_leftovers() {
  local found
  found=$(
    leftover_processes
    leftover_mounts
    leftover_cgroup
    leftover_network
    leftover_setting
  )
  [ -n "$found" ] || { echo "nothing is left"; return; }
  echo "$found"
  return 1
}

leftover_processes() {
  local pid
  ! pid=$(hub_pid) || echo "process: $pid, which holds the lab's network"
  for pid in /proc/[0-9]*; do
    pid=${pid#/proc/}
    case $pid in "$$" | "$BASHPID") continue ;; esac
    ! grep -qs '^State:.*zombie' "/proc/$pid/status" || continue # ended, only not counted by its parent yet
    grep -qsF "/$CGROUP_NAME/" "/proc/$pid/cgroup" || grep -qsF "$NODES/" "/proc/$pid/cmdline" || continue
    echo "process: $pid $(tr '\0' ' ' < "/proc/$pid/cmdline" 2> /dev/null | cut -c1-100)"
  done
}

# In any mount namespace, looked at once each.
leftover_mounts() {
  local pid namespace
  declare -A seen=()
  for pid in /proc/[0-9]*; do
    namespace=$(readlink "$pid/ns/mnt" 2> /dev/null) || continue
    [ -z "${seen[$namespace]:-}" ] || continue
    seen[$namespace]=1
    { grep -F "$LAB_HOME/" "$pid/mountinfo" 2> /dev/null || true; } \
      | awk -v namespace="$namespace" '{ print "mount: " $5 " in " namespace }'
  done
}

leftover_cgroup() { [ ! -d "$CGROUP" ] || echo "cgroup: $CGROUP"; }

leftover_network() {
  ip -o link show "$UPLINK" 2> /dev/null | awk '{ print "link: " $2 }' || true
  ip -o -4 addr show | awk -v prefix="$LAB_PREFIX." 'index($4, prefix) == 1 { print "address: " $4 " on " $2 }'
}

leftover_setting() {
  [ ! -e "$RUN/inotify" ] \
    || echo "setting: $INOTIFY is $(cat "$INOTIFY"), was $(cat "$RUN/inotify")"
}
