# Opens all pools at once as the service. Arguments: the cluster, the cephx user, where the node has the configuration
# and the keyring that the service's start will copy (or nothing, twice), the pools.
cluster=$1 client=$2 conf=$3 keyring=$4
shift 4
conf_inside=/etc/ceph/$cluster.conf keyring_inside=/etc/ceph/$cluster.client.$client.keyring
# Whether the copy inside is the one that the start would make now.
current() { inside cat "$2" 2>/dev/null </dev/null | cmp -s - "$1"; }
if [ -n "$conf" ] && ! { current "$conf" "$conf_inside" && current "$keyring" "$keyring_inside"; }; then
  # The service has them with its next start: until then its own library opens the pools with what it will get.
  before_start=yes
  for what in conf keyring; do
    if [ "$what" = conf ]; then file=$conf; else file=$keyring; fi
    if [ -e "$file" ]; then echo "$what readable"; else echo "$what absent"; fi
  done
else
  before_start=
  see() {
    if as_service test -r "$2" </dev/null; then echo "$1 readable"
    elif inside test -e "$2" </dev/null; then echo "$1 unreadable"
    else echo "$1 absent"
    fi
  }
  see conf "$conf_inside"
  see keyring "$keyring_inside"
fi
open_pool() {
  if [ -n "$before_start" ]; then
    { cat "$conf"; printf '\0'; cat "$keyring"; } 2>/dev/null | pool_client_given as_service "$cluster" "$client" "$1"
  else
    pool_client as_service "$cluster" "$client" ls "$1"
  fi
}
for pool in "$@"; do
  {
    words=$(open_pool "$pool" 2>&1 >/dev/null)
    printf 'pool %s %s %.300s\n' "$pool" "$?" \
      "$(printf '%s' "$words" | sed -n 's/^rbd: //p' | tail -n 2 | paste -s -d ';')"
  } &
done
wait
