set -eu
# shellcheck disable=SC2034  # replace.sh uses them
directory=$1 epoch=$2 saga=$3 step=$4 path=$5 owner=$6 group=$7 mode=$8 expected=$9 size=${10}
real=$(readlink -m -- "$path")
now=$(digest "$real")
if [ "$now" != "$expected" ]; then
  cat >/dev/null
  conflict
fi
refuse_links
make_folder
enter
(set -C && cat >new)
if [ "$(stat -c %s -- new)" != "$size" ]; then
  echo "the connection ended within the content of $path" >&2
  exit 1
fi
dress "$owner:$group" "$mode"
about=$(metadata "$real")
settle write "$(digest new)" "${about##* }"
