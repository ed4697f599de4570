# ceph, rbd, rados and ask_ceph of cephadm's container. The first argument, the cluster's name, is not
# used: cephadm names every cluster ceph. What cephadm itself says on the way is no answer of Ceph's.
shift
in_shell() {
  mooring_words=$(mktemp) || return
  cephadm shell -- "$@" 2>"$mooring_words"
  mooring_status=$?
  grep -v -E '^(Inferring|Using recent ceph image|Using ceph image|WARNING: The same type) ' "$mooring_words" >&2
  rm -f "$mooring_words"
  return "$mooring_status"
}
ask_ceph() { in_shell ceph --connect-timeout 10 "$@"; }
ceph() { ask_ceph "$@" </dev/null; }
rbd() { in_shell rbd --client-mount-timeout 10 "$@" </dev/null; }
rados() { in_shell rados "$@" </dev/null; }
