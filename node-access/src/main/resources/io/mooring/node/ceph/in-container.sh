# ceph, rbd, rados and ask_ceph of cephadm's container. The first argument, the cluster's name, is not used: cephadm names
# every cluster ceph. cephadm takes most of a second to start a container, so one is started that serves all scripts, and
# ends when nobody has used it for a minute. Where that can't be, cephadm starts one for each call.
shift
mooring_shell=/run/mooring-cephadm-shell
mooring_engine=podman
command -v podman >/dev/null 2>&1 || mooring_engine=docker
# What runs in the container: it tells its number, holds "alive", and goes when it gets "use" for itself.
# shellcheck disable=SC2016
mooring_keeper='
cd "/mnt/$1" || exit
sed -n "s|.*containers/\([0-9a-f]\{64\}\)/.*|\1|p" /proc/self/mountinfo | head -n 1 >container
[ -s container ] || exit
exec 3>>alive 4>>use
flock -n 3 || exit
while sleep 10; do
  [ -z "$(find use -mmin -1)" ] || continue
  flock -n 4 || continue
  exec 3>&-
  exit
done'

# Sets mooring_container, empty where there is none. Whoever holds "use" keeps the container from ending.
open_shell() {
  mooring_container=
  mkdir -m 0700 "$mooring_shell" 2>/dev/null
  [ -w "$mooring_shell" ] || return
  exec 8>>"$mooring_shell/use" 7>>"$mooring_shell/start"
  flock -s -w 20 8 && flock -w 20 7 || return
  touch "$mooring_shell/use"
  is_shell_alive || start_shell
  exec 7>&-
  is_shell_alive || return
  # A container goes on with the files that it was started with.
  [ -z "$(find /etc/ceph/ceph.conf /etc/ceph/ceph.client.admin.keyring \
    -newer "$mooring_shell/container" 2>/dev/null)" ] || return
  read -r mooring_container <"$mooring_shell/container"
}

is_shell_alive() { [ -e "$mooring_shell/alive" ] && ! flock -n "$mooring_shell/alive" true; }

start_shell() {
  rm -f "$mooring_shell/container" "$mooring_shell/ended"
  (
    setsid cephadm shell --mount "$mooring_shell" -- sh -c "$mooring_keeper" sh "${mooring_shell##*/}"
    touch "$mooring_shell/ended"
  ) </dev/null >/dev/null 2>&1 7>&- 8>&- &
  for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    sleep 0.3
    if is_shell_alive || [ -e "$mooring_shell/ended" ]; then return; fi
  done
}

in_shell() {
  if [ -n "$mooring_container" ]; then
    "$mooring_engine" exec -i "$mooring_container" "$@"
    return
  fi
  # What cephadm itself says on the way is no answer of Ceph's.
  mooring_words=$(mktemp) || return
  cephadm shell -- "$@" 2>"$mooring_words"
  mooring_status=$?
  grep -v -E '^(Inferring|Using recent ceph image|Using ceph image|WARNING: The same type) ' "$mooring_words" >&2
  rm -f "$mooring_words"
  return "$mooring_status"
}
ask_ceph() { in_shell ceph --connect-timeout 10 "$@"; }
ceph() { ask_ceph "$@" </dev/null; }
rbd() { in_shell rbd --client-mount-timeout 10 "$@" </dev/null; }
rados() { in_shell rados "$@" </dev/null; }
open_shell
