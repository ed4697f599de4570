# Prints the units "$1" and "$2", the node's clocks, when each main process started, and when the files after them changed.
first=$1 second=$2
shift 2
units=$(systemctl show -p Id,LoadState,ActiveState,UnitFileState,MainPID,NRestarts "$first" "$second") || exit
printf '%s\n\n' "$units"
# In ticks since the boot, as the kernel counts it for every process.
started() {
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  printf '%s\n' "${stat##*) }" | cut -d' ' -f20
}
# cat itself starts now, so this is the same clock's present; /proc/uptime may be a container's own.
ticks=$(started self)
printf 'host=%s\nnow=%s\nticks=%s\nhertz=%s\n' "$(uname -n)" "$(date +%s.%N)" "$ticks" "$(getconf CLK_TCK)"
for pid in $(printf '%s\n' "$units" | sed -n 's/^MainPID=\([1-9][0-9]*\)$/\1/p'); do
  start=$(started "$pid") && printf 'start.%s=%s\n' "$pid" "$start"
done
for file in "$@"; do
  changed=$(stat -L -c %.9Y "$file" 2>/dev/null) && printf 'file=%s %s\n' "$changed" "$file"
done
exit 0
