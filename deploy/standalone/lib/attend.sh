# shellcheck shell=bash
# Long work that can be ended: nothing that a command started outlives it when it fails or is interrupted.

# attend COMMAND...: waits for it in a way that a signal can interrupt at once.
attend() {
  local pid
  "$@" <&0 &
  pid=$!
  wait $pid
}

# All processes below $1, itself not included.
descendants() {
  # pid and parent; the name between them is in brackets and may hold anything
  cat /proc/[0-9]*/stat 2>/dev/null | sed -n 's/^\([0-9]*\) (.*) [A-Za-z] \([0-9]*\) .*/\1 \2/p' | awk -v root="$1" '
    { parent[$1] = $2 }
    END { for (pid in parent) { above = pid; while (above in parent && above != root) above = parent[above]; if (above == root && pid != root) print pid } }'
}

# Ends what this shell started: kindly, and after $1 seconds without mercy.
end_descendants() {
  local pid deadline=$((SECONDS + $1)) found='' before=none
  # Held still first, until no more come: a child that is made while its parent ends would be nobody's.
  # shellcheck disable=SC2086  # one word a process
  while [ "$found" != "$before" ]; do
    before=$found found=
    for pid in $(descendants $$ | sort -n); do ! runs "$pid" || found+=" $pid"; done
    kill -STOP $found 2>/dev/null || true
  done
  # shellcheck disable=SC2086
  { kill -TERM $found; kill -CONT $found; } 2>/dev/null || true
  while [ $SECONDS -lt $deadline ] && any_runs "$found"; do sleep 0.2; done
  for pid in $found; do ! runs "$pid" || kill -KILL "$pid" 2>/dev/null || true; done
}

runs() { [ -e "/proc/$1" ] && ! grep -qs '^State:.*zombie' "/proc/$1/status"; }

any_runs() {
  local pid
  for pid in $1; do ! runs "$pid" || return 0; done
  return 1
}
