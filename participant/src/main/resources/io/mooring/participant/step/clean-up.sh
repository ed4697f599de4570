# Removes left-overs and closes files to others. Arguments: pairs of "remove" or "close" and a path.
while [ $# -ge 2 ]; do
  case $1 in
  remove) rm -f -- "$2" || exit ;;
  close) if [ -e "$2" ]; then chmod o= -- "$2" || exit; fi ;;
  *) exit 1 ;;
  esac
  shift 2
done
