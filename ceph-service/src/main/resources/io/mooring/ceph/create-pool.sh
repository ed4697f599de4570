# Creates a pool and makes it ready for RBD. Arguments: pool, number of placement groups or empty.
pool=$1 pg_num=$2
if [ -n "$pg_num" ]; then
  ceph osd pool create "$pool" "$pg_num" "$pg_num" >/dev/null || exit
  ceph osd pool set "$pool" pg_autoscale_mode off >/dev/null || exit
else
  ceph osd pool create "$pool" >/dev/null || exit
fi
rbd pool init "$pool"
