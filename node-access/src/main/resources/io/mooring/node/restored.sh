directory=$1 path=$2
[ -f "$directory/journal" ] || { echo no; exit 0; }
last=$(awk -v path="$path" '$3 == path { last = $1 " " $9 } END { print last }' "$directory/journal")
if [ "$last" = "restore $(digest "$(readlink -m -- "$path")")" ]; then echo yes; else echo no; fi
