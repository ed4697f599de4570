# Prints what the service reads, one file a line in base64, as it sees it: the first argument is a file that is not
# printed, then come a kind (file or directory) and a path in turn.
# shellcheck disable=SC2016  # for the inner shell
inside sh -c '
target=$1
shift
show() {
  [ -f "$1" ] || return 0
  if [ "$1" = "$target" ]; then echo "source $1 -"
  else printf "source %s %s\n" "$1" "$(head -c 1000000 "$1" | base64 -w 0)"
  fi
}
while [ $# -gt 1 ]; do
  case $1 in
  file) show "$2" ;;
  directory) for file in "$2"/*.conf; do show "$file"; done ;;
  esac
  shift 2
done' sh "$@" </dev/null
