real=$(readlink -m -- "$1") && state "$real" "$(digest "$real")"
