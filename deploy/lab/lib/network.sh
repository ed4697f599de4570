# shellcheck shell=bash
# The lab's network: a bridge in a network namespace of its own ("the hub"), without a way out. The
# namespace lives as long as one sleeping process, and takes all links with it when that ends.

# The process, or failure. Its namespace is compared too: after a crash the number may be another's.
hub_pid() {
  local pid namespace
  read -r pid namespace 2> /dev/null < "$RUN/hub.pid" || return 1
  [ "$(cat "/proc/$pid/comm" 2> /dev/null)" = sleep ] || return 1
  [ "$(readlink "/proc/$pid/ns/net")" = "$namespace" ] && echo "$pid"
}

in_hub() {
  local pid
  pid=$(hub_pid) || die "the lab is not up (lab up)"
  nsenter -t "$pid" -n -- "$@"
}

hub_up() {
  ! hub_pid > /dev/null || return 0
  setsid unshare --net sleep infinity < /dev/null > /dev/null 2>&1 9>&- &
  local pid=$!
  disown
  wait_for_own_network "$pid"
  echo "$pid" "$(readlink "/proc/$pid/ns/net")" > "$RUN/hub.pid"
  in_hub ip link set lo up
  in_hub ip link add br0 type bridge forward_delay 0
  in_hub ip addr add "$LAB_PREFIX.0.1/16" dev br0
  in_hub ip link set br0 up
}

wait_for_own_network() { # PID, until it runs "sleep" in a namespace which is not ours
  local pid=$1
  for _ in $(seq 250); do
    [ "$(readlink "/proc/$pid/ns/net")" != "$(readlink /proc/self/ns/net)" ] \
      && [ "$(cat "/proc/$pid/comm")" = sleep ] && return
    sleep 0.02
  done
  die "the lab's network namespace did not come up"
}

hub_down() {
  local pid
  if pid=$(hub_pid); then
    kill -9 "$pid"
    wait_until_gone "$pid" 50
  fi
  rm -f "$RUN/hub.pid"
  wait_until_uplink_gone
}

# A node's cable: one end in the bridge, the other is its eth0. Does nothing when it is plugged in.
plug_node() { # NODE PID
  local name=$1 pid=$2 address port
  ! nsenter -t "$pid" -n ip link show eth0 > /dev/null 2>&1 || return 0
  address=$(address_of "$name")
  port=v$(cut -d. -f3,4 <<< "$address" | tr . -)
  in_hub ip link del "$port" 2> /dev/null || true # of a node that died a moment ago
  in_hub ip link add "$port" type veth peer name eth0 netns "$pid"
  in_hub ip link set "$port" master br0 up
  nsenter -t "$pid" -n ip link set lo up
  nsenter -t "$pid" -n ip link set eth0 address "$(hardware_address "$address")"
  nsenter -t "$pid" -n ip addr add "$address/16" dev eth0
  nsenter -t "$pid" -n ip link set eth0 up
}

# The same at every start of a node, or the others' ARP entries for the former one cost 10 s.
hardware_address() { # ADDRESS
  local a b c d
  IFS=. read -r a b c d <<< "$1"
  printf '02:4c:%02x:%02x:%02x:%02x' "$a" "$b" "$c" "$d"
}
