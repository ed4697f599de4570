set -eu
# shellcheck disable=SC2034  # files.sh, replace.sh and journal.sh use them
directory=$1 epoch=$2 saga=$3 step=$4 path=$5 way=$6 whose=$7
real=$(readlink -m -- "$path")
# shellcheck disable=SC2034  # journal.sh uses it
now=$(digest "$real")
entry=$(journal)
case $way:$entry in
*:conflict*)
  # shellcheck disable=SC2086  # The entry is a line of words.
  set -- $entry
  echo conflict
  state "$real" "$now"
  echo "versions $2 $3"
  exit 0
  ;;
*:not-ours) echo not-ours; exit 0 ;;
back:write*) act='restore' ;;
again:restore*) act='write' ;;
*) echo nothing; exit 0 ;;
esac
# shellcheck disable=SC2086  # The entry is a line of words.
set -- $entry
former=$2 user=$3 group=$4 mode=$5 label=$6
refuse_links
if [ "$former" != - ]; then
  make_folder
  enter
  (set -C && cat -- "$directory/backup/$former" >new)
  if [ "$(digest new)" != "$former" ]; then
    echo "the backup $directory/backup/$former is damaged" >&2
    exit 1
  fi
  dress "$user:$group" "$mode"
fi
settle "$act" "$former" "$label"
