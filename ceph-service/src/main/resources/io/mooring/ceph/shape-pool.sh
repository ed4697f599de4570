# Places a pool's data by a rule and limits how much of it there may be. Arguments: the key of a note and its text, both
# empty where none is needed; the pool; and, each empty where it stays as it is, the rule, bytes and objects (0: no limit).
note=$1 text=$2 pool=$3 rule=$4 bytes=$5 objects=$6
if [ -n "$note" ]; then ceph config-key set "$note" "$text" >/dev/null || exit; fi
if [ -n "$rule" ]; then ceph osd pool set "$pool" crush_rule "$rule" >/dev/null || exit; fi
if [ -n "$bytes" ]; then ceph osd pool set-quota "$pool" max_bytes "$bytes" >/dev/null || exit; fi
if [ -n "$objects" ]; then ceph osd pool set-quota "$pool" max_objects "$objects" >/dev/null || exit; fi
