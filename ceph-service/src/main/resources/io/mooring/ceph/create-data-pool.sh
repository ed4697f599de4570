# Notes with the monitors that a saga makes a pool, then creates it, erasure coded, for the data of RBD's images; their
# names can't be in there. Arguments: the note's key, pool, number of placement groups or empty, the erasure code
# profile, the CRUSH rule or empty: then Ceph makes one.
note=$1 pool=$2 pg_num=$3 profile=$4 rule=$5
ceph config-key set "$note" '{}' >/dev/null || exit
rules=$(ceph osd crush rule ls) || exit
# shellcheck disable=SC2086  # two numbers or none, a rule or none; none of them has blanks
ceph osd pool create "$pool" ${pg_num:+$pg_num $pg_num} erasure "$profile" $rule >/dev/null || exit
if [ -n "$pg_num" ]; then ceph osd pool set "$pool" pg_autoscale_mode off >/dev/null || exit; fi
made=$(ceph osd pool get "$pool" crush_rule | sed 's/^crush_rule: //')
if printf '%s\n' "$rules" | grep -qxF "$made"; then made=; fi
# A pool that somebody makes later under the same name has another number.
id=$(ceph osd lspools | awk -v pool="$pool" '$2 == pool { print $1 }')
if [ -n "$id" ]; then ceph config-key set "$note" "{\"id\": $id, \"rule\": \"$made\"}" >/dev/null || exit; fi
ceph osd pool set "$pool" allow_ec_overwrites true >/dev/null || exit
ceph osd pool application enable "$pool" rbd >/dev/null
