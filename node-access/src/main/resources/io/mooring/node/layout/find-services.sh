# Prints what runs services on the node. Arguments: a pattern for their programs, how many names of containers follow,
# those names, and the names of units. Nothing is told of processes' environments, where passwords may be.
pattern=$1 count=$2
shift 2
names=' '
while [ "$count" -gt 0 ]; do
  names="$names$1 "
  shift
  count=$((count - 1))
done
for engine in podman docker; do
  command -v "$engine" >/dev/null 2>&1 || continue
  # Its socket would start a daemon that somebody stopped, and that all of its containers.
  if [ "$engine" = docker ] && systemctl is-active --quiet docker.socket && ! systemctl is-active --quiet docker.service; then
    printf 'engine docker docker.service is %s\n' "$(systemctl is-active docker.service)"
    continue
  fi
  if ! listed=$(timeout 20 "$engine" ps -a --no-trunc --format '{{json .Names}}' 2>&1); then
    printf 'engine %s %s\n' "$engine" "$(printf '%s' "$listed" | tail -n 1)"
    continue
  fi
  found=
  # podman lists names as ["a","b"], docker as "a,b".
  for name in $(printf '%s' "$listed" | tr -c 'A-Za-z0-9_.\n-' ' '); do
    case $names in *" $name "*) found="$found $name" ;; esac
  done
  [ -n "$found" ] || continue
  # shellcheck disable=SC2086  # words
  timeout 20 "$engine" inspect --type container --format \
    '{"id":{{json .ID}},"name":{{json .Name}},"status":{{json .State.Status}},"pid":{{json .State.Pid}},"restarts":{{json .RestartCount}},"user":{{json .Config.User}},"labels":{{json .Config.Labels}},"mounts":{{json .Mounts}}}' \
    $found 2>/dev/null | sed "s/^{/container $engine {/"
  for name in $found; do
    set -- "$@" "kolla-$name-container.service" "tripleo_$name.service" "edpm_$name.service" "container-$name.service"
  done
  # shellcheck disable=SC2016,SC2086  # a template of the engine's; words
  "$engine" inspect --type container --format \
    '{{$name := .Name}}{{range .Mounts}}{{$name}} {{.Destination}} {{.Source}}{{println}}{{end}}' $found 2>/dev/null \
    | while read -r name destination source; do
      case ${destination%/} in */config_files | */config_files/config.json) ;; *) continue ;; esac
      list=${source%/}
      [ ! -d "$list" ] || list=$list/config.json
      if [ -r "$list" ]; then printf 'list %s %s %s\n' "${name#/}" "$list" "$(base64 -w 0 <"$list")"; fi
    done
done
systemctl show -p Id,LoadState,ActiveState,SubState,UnitFileState,MainPID,NRestarts,User,ControlGroup "$@" \
  | sed 's/^/unit /'
grep -lzE -- "$pattern" /proc/[0-9]*/cmdline 2>/dev/null | while read -r file; do
  directory=${file%/cmdline}
  read -r comm <"$directory/comm" || continue
  # A shell that was given a script which names the programs.
  case $comm in sh | bash | dash) continue ;; esac
  parent=$(sed -n 's/^PPid:[[:space:]]*//p' "$directory/status")
  [ -n "$parent" ] || continue
  printf 'process %s %s %s %s ' "${directory#/proc/}" "$parent" "$(stat -c '%u %g %U' "$directory")" \
    "$(sed -n 's/^0:://p; s/.*:name=systemd://p' "$directory/cgroup" | awk 'length > length(longest) { longest = $0 } END { print longest }')"
  tr '\0\n' '\037 ' <"$file"
  echo
done 2>/dev/null
exit 0
