# pool_client AS CLUSTER CLIENT ls POOL, … info POOL IMAGE (in JSON), or … hash POOL IMAGE ALGORITHM (of all its bytes, in
# hex), where AS is as_service or inside: asks Ceph where the service runs, with the keyring that is there. Its statuses and words are those of rbd. Where there is no rbd
# command, only the library that services use, that says the same in rbd's own way. pool_client_given AS CLUSTER CLIENT
# POOL lists with the configuration, a NUL and the keyring from standard input.
pool_library='
import json, os, sys
def end(status, words=""):
    # At once: threads of librados crash now and then when they outlive the objects that they use.
    if words:
        print(words, file=sys.stderr, flush=True)
    sys.stdout.flush()
    os._exit(status)
try:
    import rados, rbd
except ImportError:
    end(127)
cluster, client, verb, pool = sys.argv[1:5]
limits = {"client_mount_timeout": "12", "rados_osd_op_timeout": "12"}
conf = "/etc/ceph/%s.conf" % cluster
if verb == "given":
    # The configuration and the keyring come by standard input: they go to no file and to no command line.
    import re
    texts = sys.stdin.read().split("\0")
    def value(name, text):
        found = re.search(r"(?m)^\s*%s\s*=\s*(.*?)\s*$" % name, text)
        return found.group(1) if found else ""
    limits.update(mon_host=value("mon[_ ]host", texts[0]), key=value("key", texts[-1]))
    conf, verb = None, "ls"
try:
    connection = rados.Rados(name="client." + client, clustername=cluster, conffile=conf, conf=limits)
    connection.connect()
except Exception as refused:
    end(1, "rbd: couldn'"'"'t connect to the cluster: %s" % refused)
try:
    context = connection.open_ioctx(pool)
    if verb == "ls":
        for name in rbd.RBD().list(context):
            print(name)
    elif verb == "hash":
        import hashlib
        image, digest, place, step = rbd.Image(context, sys.argv[5], read_only=True), hashlib.new(sys.argv[6]), 0, 1 << 23
        while place < image.size():
            digest.update(image.read(place, min(step, image.size() - place)))
            place += step
        print(digest.hexdigest())
    else:
        image, parent = rbd.Image(context, sys.argv[5], read_only=True), {}
        try:
            parent = {"parent": {"pool": image.parent_info()[0]}}
        except rbd.ImageNotFound:
            pass
        data = connection.pool_reverse_lookup(image.data_pool_id()) if hasattr(image, "data_pool_id") else pool
        if data != pool:
            parent["data_pool"] = data
        print(json.dumps(dict(parent, name=sys.argv[5], size=image.size())))
except (rados.ObjectNotFound, rbd.ImageNotFound) as missing:
    end(2, "rbd: %s" % missing)
except Exception as refused:
    end(1, "rbd: listing images failed: %s" % refused)
end(0)
'
pool_client() {
  pool_as=$1 pool_cluster=$2 pool_id=$3 pool_verb=$4 pool_name=$5
  if [ "$pool_verb" = hash ] || ! "$pool_as" sh -c 'command -v rbd' >/dev/null 2>&1 </dev/null; then
    # shellcheck disable=SC2154  # the script before it sets it
    "$pool_as" timeout -k 2 20 "$service_python" -c "$pool_library" "$pool_cluster" "$pool_id" "$pool_verb" \
      "$pool_name" "${6:-}" "${7:-}" </dev/null
  elif [ "$pool_verb" = ls ]; then
    "$pool_as" timeout -k 2 20 rbd --cluster "$pool_cluster" --id "$pool_id" --client-mount-timeout 12 \
      --rados-osd-op-timeout 12 -p "$pool_name" ls </dev/null
  else
    "$pool_as" timeout -k 2 20 rbd --cluster "$pool_cluster" --id "$pool_id" --format json info "$pool_name/$6" </dev/null
  fi
}
pool_client_given() {
  "$1" timeout -k 2 20 "$service_python" -c "$pool_library" "$2" "$3" given "$4"
}
