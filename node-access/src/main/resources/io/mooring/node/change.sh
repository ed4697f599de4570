# shellcheck disable=SC2154  # fence.sh sets the variables
# Follows fence.sh: runs the script under the lock. Only this shell keeps it: a daemon that the script starts must not.
enter
timeout -k 5 "$limit" sh -c "$run" "$0" "$mark" "$@" 9>&-
exit $?
