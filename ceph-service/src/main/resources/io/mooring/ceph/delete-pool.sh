# Deletes a pool, or only puts the monitors' guard against it back. Arguments: the key of the guard's note,
# the guard's former value or empty, the pool or empty, the CRUSH rule that was made for it or empty. The note is there while the guard is down, so that
# whoever looks next puts it back when everything is killed in between.
note=$1 former=$2 pool=$3 rule=$4
put_back() {
  if [ -n "$former" ]; then ceph config set mon mon_allow_pool_delete "$former" || return
  else ceph config rm mon mon_allow_pool_delete || return
  fi
  ceph config-key rm "$note" >/dev/null 2>&1
}
if [ -z "$pool" ]; then
  put_back
  exit
fi
ceph config-key set "$note" "{\"former\": \"$former\"}" >/dev/null || exit
trap put_back EXIT
trap 'exit 143' HUP INT TERM
ceph config set mon mon_allow_pool_delete true || exit
delete() { ceph osd pool delete "$pool" "$pool" --yes-i-really-really-mean-it; }
# The monitors hear of their new configuration a moment later.
for _ in 1 2 3 4 5; do
  delete 2>/dev/null && gone=yes && break
  sleep 1
done
if [ -z "${gone:-}" ]; then delete || exit; fi
# The monitors keep a rule that another pool has by now.
if [ -n "$rule" ]; then ceph osd crush rule rm "$rule" 2>/dev/null; fi
true
