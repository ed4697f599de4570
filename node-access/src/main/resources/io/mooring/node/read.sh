real=$(readlink -m -- "$1") && state "$real" - && if [ -f "$real" ]; then head -c "$2" -- "$real"; fi
