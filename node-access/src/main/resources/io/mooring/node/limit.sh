# Runs run.sh ("$3") with the mark and the arguments after it for at most so many seconds ("$2").
# The locale comes first: with a comma for a decimal point, tools misread what we tell them.
export LC_ALL=C.UTF-8
mark=$1 limit=$2 run=$3
shift 3
exec timeout -k 5 "$limit" sh -c "$run" "$0" "$mark" "$@"
