set -eu
# shellcheck disable=SC2034  # files.sh uses directory
directory=$1 epoch=$2 path=$3 owner=$4 group=$5 mode=$6 expected=$7 size=$8
real=$(readlink -m -- "$path")
now=$(digest "$real")
if [ "$now" != "$expected" ]; then
  cat >/dev/null
  echo conflict
  state "$real" "$now"
  exit 0
fi
mkdir -p -- "${real%/*}/"
temporary=${real%/*}/.${real##*/}.mooring
trap 'rm -f -- "$temporary"' EXIT
trap 'exit 143' HUP INT TERM
rm -f -- "$temporary"
(umask 077 && set -C && cat >"$temporary")
if [ "$(stat -c %s -- "$temporary")" != "$size" ]; then
  echo "the connection ended within the content of $path" >&2
  exit 1
fi
chown -- "$owner:$group" "$temporary"
chmod -- "$mode" "$temporary"
about=$(metadata "$real")
after=$(digest "$temporary")
keep "$real" "$now"
record write "$epoch" "$path" "$now" "$about" "$after"
place "$temporary" "$real" "${about##* }"
echo written
