# Notes with the monitors that a saga makes a pool, then creates it and makes it ready for RBD. Arguments:
# the note's key, pool, number of placement groups or empty.
note=$1 pool=$2 pg_num=$3
ceph config-key set "$note" '{}' >/dev/null || exit
if [ -n "$pg_num" ]; then
  ceph osd pool create "$pool" "$pg_num" "$pg_num" >/dev/null || exit
  ceph osd pool set "$pool" pg_autoscale_mode off >/dev/null || exit
else
  ceph osd pool create "$pool" >/dev/null || exit
fi
# A pool that somebody makes later under the same name has another number.
id=$(ceph osd lspools | awk -v pool="$pool" '$2 == pool { print $1 }')
if [ -n "$id" ]; then ceph config-key set "$note" "{\"id\": $id}" >/dev/null || exit; fi
rbd pool init "$pool"
