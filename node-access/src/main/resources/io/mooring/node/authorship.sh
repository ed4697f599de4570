# shellcheck disable=SC2034  # journal.sh uses them
directory=$1 whose=$2 path=$3
real=$(readlink -m -- "$path")
# shellcheck disable=SC2034  # journal.sh uses it
now=$(digest "$real")
journal
