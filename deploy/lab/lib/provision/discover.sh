# shellcheck shell=bash
# On controller01: until all computes that say they are there are in a cell. COMPUTES: how many.
all_are_mapped() {
  as nova nova-manage cell_v2 discover_hosts
  [ "$(as nova nova-manage cell_v2 list_hosts | grep -c openstack-compute)" -ge "$COMPUTES" ]
}
wait_for 120 "$COMPUTES computes are in a cell" all_are_mapped
