cluster=$1 client=$2 account=$3
shift 3
see() {
  if [ ! -e "$2" ]; then echo "$1 absent"
  elif runuser -u "$account" -- test -r "$2" </dev/null; then echo "$1 readable"
  else echo "$1 unreadable"
  fi
}
# Computes have no rbd command, only the library that nova uses; it says the same in rbd's own way.
library='
import os, sys
def end(status, words=""):
    # At once: threads of librados crash now and then when they outlive the objects that they use.
    if words:
        print(words, file=sys.stderr, flush=True)
    os._exit(status)
try:
    import rados, rbd
except ImportError:
    end(127)
cluster, client, pool = sys.argv[1:]
limits = {"client_mount_timeout": "12", "rados_osd_op_timeout": "12"}
conf = "/etc/ceph/%s.conf" % cluster
try:
    connection = rados.Rados(name="client." + client, clustername=cluster, conffile=conf, conf=limits)
    connection.connect()
except Exception as refused:
    end(1, "rbd: couldn'"'"'t connect to the cluster: %s" % refused)
try:
    rbd.RBD().list(connection.open_ioctx(pool))
except rados.ObjectNotFound as missing:
    end(2, "rbd: %s" % missing)
except Exception as refused:
    end(1, "rbd: listing images failed: %s" % refused)
end(0)
'
open_pool() {
  if command -v rbd >/dev/null; then
    timeout -k 2 20 runuser -u "$account" -- rbd --cluster "$cluster" --id "$client" \
      --client-mount-timeout 12 --rados-osd-op-timeout 12 -p "$1" ls
  else
    timeout -k 2 20 runuser -u "$account" -- python3 -c "$library" "$cluster" "$client" "$1"
  fi
}
see conf "/etc/ceph/$cluster.conf"
see keyring "/etc/ceph/$cluster.client.$client.keyring"
for pool in "$@"; do
  {
    words=$(open_pool "$pool" 2>&1 >/dev/null </dev/null)
    printf 'pool %s %s %.300s\n' "$pool" "$?" \
      "$(printf '%s' "$words" | sed -n 's/^rbd: //p' | tail -n 2 | paste -s -d ';')"
  } &
done
wait
