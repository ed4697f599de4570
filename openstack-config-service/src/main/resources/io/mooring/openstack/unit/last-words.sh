# Prints the last "$1" lines of the journal of the unit "$2", of what the container "$4" of the engine "$3" wrote, where
# there are any, and of the first of the log files after them that is there.
count=$1 unit=$2 engine=$3 container=$4
shift 4
if [ -n "$unit" ]; then
  printf 'journalctl -u %s:\n' "$unit"
  timeout 10 journalctl -u "$unit" -n "$count" --no-pager -o short-iso 2>/dev/null | tail -n "$count"
fi
if [ -n "$container" ]; then
  printf '%s logs %s:\n' "$engine" "$container"
  timeout 10 "$engine" logs --tail "$count" "$container" 2>&1 | tail -n "$count"
fi
for log in "$@"; do
  if [ -r "$log" ]; then
    printf '%s:\n' "$log"
    tail -n "$count" -- "$log"
    break
  fi
done
exit 0
