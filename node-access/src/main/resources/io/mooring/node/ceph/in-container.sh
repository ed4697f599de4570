# ceph, rbd, rados and ask_ceph of cephadm's container. The first argument, the cluster's name, is not
# used: cephadm names every cluster ceph.
shift
ask_ceph() { cephadm shell -- ceph --connect-timeout 10 "$@"; }
ceph() { ask_ceph "$@" </dev/null; }
rbd() { cephadm shell -- rbd --client-mount-timeout 10 "$@" </dev/null; }
rados() { cephadm shell -- rados "$@" </dev/null; }
