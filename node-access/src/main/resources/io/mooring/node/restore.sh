set -eu
directory=$1 epoch=$2 path=$3 way=$4
real=$(readlink -m -- "$path")
now=$(digest "$real")
if [ ! -f "$directory/journal" ]; then echo nothing; exit 0; fi
if [ "$way" = back ]; then
  act='restore'
  # The newest line of the path tells whether it is restored already; else the newest write that led to what is there counts.
  entry=$(awk -v path="$path" -v now="$now" '
    $3 == path { any = 1; last = $1 " " $9; if ($1 == "write" && $9 == now) found = $4 " " $5 " " $6 " " $7 " " $8 }
    END { if (!any || last == ("restore " now)) print "none"; else print (found == "" ? "conflict" : found) }
  ' "$directory/journal")
else
  act='write'
  entry=$(awk -v path="$path" -v now="$now" '
    $3 == path { last = $1 " " $9; found = $4 " " $5 " " $6 " " $7 " " $8 }
    END { print (last == ("restore " now) ? found : "none") }
  ' "$directory/journal")
fi
if [ "$entry" = none ]; then echo nothing; exit 0; fi
if [ "$entry" = conflict ]; then echo conflict; state "$real" "$now"; exit 0; fi
# shellcheck disable=SC2086  # one argument a word
set -- $entry
former=$1 user=$2 group=$3 mode=$4 label=$5
about=$(metadata "$real")
if [ "$former" = - ]; then
  keep "$real" "$now"
  record "$act" "$epoch" "$path" "$now" "$about" "$former"
  rm -f -- "$real"
  sync -- "${real%/*}/" 2>/dev/null || sync
  echo written
  exit 0
fi
temporary=${real%/*}/.${real##*/}.mooring
trap 'rm -f -- "$temporary"' EXIT
trap 'exit 143' HUP INT TERM
rm -f -- "$temporary"
(umask 077 && set -C && cat -- "$directory/backup/$former" >"$temporary")
if [ "$(digest "$temporary")" != "$former" ]; then
  echo "the backup $directory/backup/$former is damaged" >&2
  exit 1
fi
chown -- "$user:$group" "$temporary"
chmod -- "$mode" "$temporary"
keep "$real" "$now"
record "$act" "$epoch" "$path" "$now" "$about" "$former"
place "$temporary" "$real" "$label"
echo written
