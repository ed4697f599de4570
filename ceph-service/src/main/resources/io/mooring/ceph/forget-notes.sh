# Removes the monitors' notes whose keys begin with "$1" and end with "$2".
ceph config-key ls | tr -d '", ' | while read -r key; do
  case $key in
  "$1"*"$2") ceph config-key rm "$key" </dev/null >/dev/null 2>&1 || exit ;;
  esac
done
