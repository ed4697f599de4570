# Restarts the unit "$1", or the container "$4" of the engine "$3" that no unit has, and waits "$2" seconds at most. A
# unit whose process is only an engine's client is back before its container is.
unit=$1 limit=$2 engine=$3 container=$4
if [ -n "$unit" ]; then
  systemctl reset-failed "$unit" 2>/dev/null
  timeout "$limit" systemctl restart "$unit" || exit
else
  # Without a word of it an engine kills after 10 s what systemd would give 90, in the middle of what it does for users.
  timeout "$limit" "$engine" restart -t $(((limit + 1) / 2)) "$container" >/dev/null || exit
fi
if [ -n "$container" ]; then
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    [ "$("$engine" inspect --type container --format '{{.State.Status}}' "$container" 2>/dev/null)" != running ] || break
    sleep 0.5
  done
fi
exit 0
