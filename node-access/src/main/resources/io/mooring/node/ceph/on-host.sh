# ceph, rbd, rados and ask_ceph of the host. The first argument is the name of the cluster.
mooring_cluster=$1
shift
ask_ceph() { command ceph --cluster "$mooring_cluster" --connect-timeout 10 "$@"; }
ceph() { ask_ceph "$@" </dev/null; }
rbd() { command rbd --cluster "$mooring_cluster" --client-mount-timeout 10 "$@" </dev/null; }
rados() { command rados --cluster "$mooring_cluster" "$@" </dev/null; }
