# Prints what systemd says of the unit "$1", and what the engine "$2" says of the container "$3", where there are any; the
# node's clocks, when the main process started, and when the files after them changed. What a container has for its main
# process counts, not the client that its unit runs.
unit=$1 engine=$2 container=$3
shift 3
units=
if [ -n "$unit" ]; then
  units=$(systemctl show -p Id,LoadState,ActiveState,UnitFileState,MainPID,NRestarts "$unit") || exit
fi
if [ -n "$container" ]; then
  # Gone while it is made anew: its unit tells then.
  state=$(timeout 20 "$engine" inspect --type container --format '{{.State.Status}} {{.State.Pid}} {{.RestartCount}}' \
    "$container" 2>/dev/null) || state='missing 0 0'
  pid=${state#* } pid=${pid%% *}
  if [ -n "$unit" ]; then
    units=$(printf '%s\n' "$units" | sed "s/^MainPID=.*/MainPID=$pid/")
  else
    case ${state%% *} in
    running) active=active ;;
    restarting) active=activating ;;
    dead) active=failed ;;
    *) active=inactive ;;
    esac
    units="Id=$container
LoadState=loaded
ActiveState=$active
MainPID=$pid
NRestarts=${state##* }"
  fi
fi
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
