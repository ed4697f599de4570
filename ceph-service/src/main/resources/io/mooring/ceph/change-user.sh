# Notes with the monitors what a cephx user was, then creates it or sets its caps. Arguments: the
# note's key, the note, get-or-create or caps, the user, each subsystem followed by its caps.
ceph config-key set "$1" "$2" >/dev/null || exit
shift 2
# The key of a new user is printed, so the output ends on the node.
ceph auth "$@" >/dev/null
