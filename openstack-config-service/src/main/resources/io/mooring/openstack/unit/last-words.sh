# Prints the last "$2" lines of the journal of the unit "$1", and of the first of the log files after them that is there.
unit=$1 count=$2
shift 2
printf 'journalctl -u %s:\n' "$unit"
timeout 10 journalctl -u "$unit" -n "$count" --no-pager -o short-iso 2>/dev/null | tail -n "$count"
for log in "$@"; do
  if [ -r "$log" ]; then
    printf '%s:\n' "$log"
    tail -n "$count" -- "$log"
    break
  fi
done
exit 0
