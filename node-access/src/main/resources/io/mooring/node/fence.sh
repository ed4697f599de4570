# Follows the arguments: mark, state directory, integration, epochs' file, epoch, seconds to wait for the lock, the
# script's limit, run.sh, and the script with its arguments. The locale comes first: with a comma for a decimal
# point, tools misread what we tell them.
export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
# shellcheck disable=SC2034  # change.sh and look.sh use them
mark=$1 state=$2 integration=$3 epochs=$4 epoch=$5 wait=$6 limit=$7 run=$8
shift 8
say() { printf '%s %s\n' "$mark" "$*" >&2; }
say fence
umask 077
cd /
# Takes the node's lock and compares the epoch; ends with 75 when the script must not run, with 1 when nothing can be
# noted on this node.
enter() {
  mkdir -p -- "$state/$integration" && chmod 0700 "$state" "$state/$integration" || exit 1
  exec 9>>"$state/lock"
  flock -w "$wait" 9
  case $? in
  0) ;;
  1) say busy; exit 75 ;;
  *) exit 1 ;;
  esac
  file=$state/$integration/$epochs
  seen=0
  if [ -f "$file" ]; then read -r seen <"$file" || :; fi
  # A file that a power failure emptied counts as none.
  case $seen in '' | *[!0-9]*) seen=0 ;; esac
  if [ "$epoch" -lt "$seen" ]; then say stale "$seen"; exit 75; fi
  if [ "$epoch" -gt "$seen" ]; then
    printf '%s\n' "$epoch" >"$file.new" && mv -f -- "$file.new" "$file" || exit 1
  fi
}
