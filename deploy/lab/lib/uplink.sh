# shellcheck shell=bash
# The uplink: an address of this machine in the lab's network, so that whatever runs here reaches the
# nodes. It is one link into the hub's namespace and goes with it.

UPLINK=lab0
[ "$LAB_PREFIX" = 10.77 ] || UPLINK=lab-$LAB_PREFIX # so that labs of two networks can run beside each other

uplink_is_ours() {
  hub_pid > /dev/null && ip link show "$UPLINK" > /dev/null 2>&1 && in_hub ip link show up0 > /dev/null 2>&1
}

link_is_foreign() { ip link show "$UPLINK" > /dev/null 2>&1 && ! uplink_is_ours; }

# Routes of this machine into the lab's network that are not the uplink.
foreign_routes() {
  {
    ip -4 route show table all root "$LAB_PREFIX.0.0/16"
    ip -4 route show match "$LAB_PREFIX.0.0/16"
  } | grep -v "^default\|^0.0.0.0/1 \|dev $UPLINK\b" || true
}

need_free_network() {
  local routes
  [ "${LAB_UPLINK:-1}" != 0 ] || return 0
  routes=$(foreign_routes)
  ! link_is_foreign || die "there is a link $UPLINK already, of another lab? Take that down,
  or start without an address of this machine in the lab: LAB_UPLINK=0 lab up."
  [ -z "$routes" ] || die "this machine already has a way into $LAB_PREFIX.0.0/16:
  $routes
  The lab would cut it. Choose another network (LAB_PREFIX, before provision),
  or start without an address here: LAB_UPLINK=0 lab up, and run clients with lab exec."
}

uplink_up() {
  [ "${LAB_UPLINK:-1}" != 0 ] || return 0
  ! uplink_is_ours || return 0
  in_hub ip link add up0 type veth peer name "$UPLINK" netns $$
  in_hub ip link set up0 master br0 up
  ip addr add "$LAB_PREFIX.0.2/16" dev "$UPLINK"
  ip link set "$UPLINK" up
  say "this machine is $LAB_PREFIX.0.2 in the lab"
}

# The kernel removes the link a moment after the hub's last process.
wait_until_uplink_gone() {
  for _ in $(seq 100); do
    ip -4 addr show dev "$UPLINK" 2> /dev/null | grep -F "$LAB_PREFIX.0.2/" > /dev/null || return 0
    sleep 0.05
  done
}
