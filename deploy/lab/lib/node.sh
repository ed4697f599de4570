# shellcheck shell=bash
# The life of one node: systemd as pid 1 in namespaces of its own, over shared layers and a directory
# that takes its changes.

# Its pid 1, or failure. The cgroup is compared: after a crash the number may be another's.
node_pid() {
  local pid
  pid=$(cat "$NODES/$1/pid" 2> /dev/null) || return 1
  grep -qsE "^0::.*/$CGROUP_NAME/$1(/|\$)" "/proc/$pid/cgroup" && echo "$pid"
}

# in_node NODE [NAME=VALUE...] COMMAND...
in_node() {
  local pid
  pid=$(node_pid "$1") || die "$1 is not up"
  shift
  nsenter -t "$pid" -m -u -i -n -p -C -- env -i HOME=/root LC_ALL=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin "$@"
}

lower_directories() { # NODE ROLE, topmost first
  local layer lower seed
  layer=$(layer_of "$1" "$2")
  lower=$LAYERS/$layer
  [ "$layer" = base ] || lower=$lower:$(below "$layer")
  for seed in $(seeds_of "$1"); do
    [ ! -d "$seed" ] || lower=$seed:$lower
  done
  echo "$lower"
}

layer_of() { # NODE ROLE
  case $LAB_CLOUD/$1/$(layout_of "$1") in
    full/openstack-controller01/*) echo cloud ;;
    */kolla | */cephadm) echo containers ;;
    */kolla-docker) echo docker ;;
    */el) echo "el-$2" ;;
    *) [ "$2" = volume ] && echo controller || echo "$2" ;;
  esac
}

# A directory for the node's changes. Without a seed the node gets its identity now.
make_node() {
  local name=$1 directory=$NODES/$1 upper=$NODES/$1/upper seed
  [ ! -d "$upper" ] || return 0
  mkdir -p "$upper/etc/ssh" "$directory/work" "$directory/root"
  make_store "$name"
  for seed in $(seeds_of "$name"); do
    [ -d "$seed" ] || continue
    cp "$seed/etc/ssh/ssh_host_ed25519_key.pub" "$directory/hostkey.pub"
    return
  done
  echo "$name" > "$upper/etc/hostname"
  tr -d - < /proc/sys/kernel/random/uuid > "$upper/etc/machine-id"
  ssh-keygen -q -t ed25519 -N '' -C "$name" -f "$upper/etc/ssh/ssh_host_ed25519_key"
  cp "$upper/etc/ssh/ssh_host_ed25519_key.pub" "$directory/hostkey.pub"
  [ "$(role_of "$name")/$(layout_of "$name")" != compute/debian ] || [ -n "${LAB_NOVA:-}" ] || stand_in_for_nova "$upper"
}

# An added compute has a real libvirtd, but nova-compute would cost 130 MiB and 5 s of CPU each.
stand_in_for_nova() { # UPPER
  local directory=$1/etc/systemd/system/nova-compute.service.d
  [ -d "${SEEDS[0]}" ] || return 0 # the first boot provisions the real one
  mkdir -p "$directory"
  printf '[Service]\nType=simple\nExecStart=\nExecStart=/usr/bin/sleep infinity\n' > "$directory/lab.conf"
}

node_start() {
  local name=$1 pid
  if pid=$(node_pid "$name"); then
    plug_node "$name" "$pid"
    return
  fi
  [ ! -d "$CGROUP/$name" ] || node_stop "$name" # what an interrupted start or a crash left
  make_node "$name"
  cp "$RUN/hosts" "$NODES/$name/upper/etc/hosts"
  pid=$(boot_node "$name")
  echo "$pid" > "$NODES/$name/pid"
  wait_for_node_network "$pid"
  plug_node "$name" "$pid"
}

# Starts pid 1 (node-init.sh waits for eth0, then becomes systemd) and prints its number.
boot_node() {
  local name=$1 directory=$NODES/$1 role lower parent child=
  role=$(role_of "$name")
  lower=$(lower_directories "$name" "$role")
  mkdir -p "$CGROUP/$name"
  ( # nothing may fork in here: the first child is taken for pid 1
    echo "$BASHPID" > "$CGROUP/$name/cgroup.procs"
    exec setsid unshare --pid --fork --kill-child --mount --propagation private \
      --uts --ipc --cgroup --net \
      bash "$LAB_LIB/node-init.sh" "$name" "$role" "$lower" "$directory" "$CACHE" "$IMAGES" "$LAYERS"
  ) < /dev/null >> "$directory/console.log" 2>&1 9>&- &
  parent=$!
  disown
  for _ in $(seq 250); do
    child=$(cat "/proc/$parent/task/$parent/children" 2> /dev/null || true)
    [ -z "$child" ] || break
    sleep 0.02
  done
  [ -n "$child" ] || { tail -3 "$directory/console.log" >&2; die "$name did not start"; }
  echo "${child%% *}"
}

wait_for_node_network() { # PID
  for _ in $(seq 250); do
    [ "$(readlink "/proc/$1/ns/net")" = "$(readlink /proc/self/ns/net)" ] || return 0
    sleep 0.02
  done
  die "a node got no network namespace"
}

# Asks systemd to halt, waits LAB_STOP_WAIT tenths of a second, then pulls the plug.
node_stop() {
  local name=$1 pid
  node_freeze "$name" 0
  if pid=$(node_pid "$name"); then
    kill -s RTMIN+3 "$pid" 2> /dev/null || true
    wait_until_gone "$pid" "${LAB_STOP_WAIT:-300}"
  fi
  remove_cgroup "$CGROUP/$name"
  rm -f "$NODES/$name/pid"
}

wait_until_gone() { # PID TENTHS
  for _ in $(seq "$2"); do
    [ -d "/proc/$1" ] || return 0
    sleep 0.1
  done
}

remove_cgroup() { # DIRECTORY
  [ -d "$1" ] || return 0
  echo 1 > "$1/cgroup.kill" 2> /dev/null || true
  for _ in $(seq 100); do
    find "$1" -depth -type d -exec rmdir {} + 2> /dev/null || true
    [ -d "$1" ] || return 0
    sleep 0.1
  done
  die "processes in $1 can't be ended"
}

node_freeze() { # NODE 1|0
  [ ! -e "$CGROUP/$1/cgroup.freeze" ] || echo "$2" > "$CGROUP/$1/cgroup.freeze"
}
