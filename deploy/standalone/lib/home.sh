# shellcheck shell=bash
# shellcheck disable=SC2034  # others read what is set here
# Where everything is and listens; each value can be given from outside. Needs ROOT, the repository's top.

MOORING_HOME=${MOORING_HOME:-${HOME:-/root}/.local/share/mooring}
PRODUCT_PORT=${MOORING_PORT:-8480}
DATABASE_PORT=${MOORING_DATABASE_PORT:-8482}
BROKER_PORT=${MOORING_BROKER_PORT:-8483}
CONTROLLER_PORT=${MOORING_CONTROLLER_PORT:-8484}
RUN=$MOORING_HOME/run
LOG=$MOORING_HOME/log

say() { printf "%s\n" "$@"; }
fail() {
  printf '%s\n' "$@" >&2
  exit 1
}

make_home() {
  (umask 077 && mkdir -p "$RUN" "$LOG" "$MOORING_HOME"/{credentials,known_hosts.d,postgres}) 2>/dev/null &&
    [ -w "$RUN" ] && [ -w "$LOG" ] && [ -w "$MOORING_HOME/postgres" ] ||
    fail "$MOORING_HOME cannot be written: its data would have no place." "Set MOORING_HOME to a folder of yours."
}

# One start or stop at a time; the lock goes with this shell (what it starts must close descriptor 9).
take_lock() {
  exec 9>"$RUN/lock"
  flock -w 120 9 || fail "Another start or stop is still at work (it holds $RUN/lock). Try again when it is done."
}
