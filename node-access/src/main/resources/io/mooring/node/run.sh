# Runs the script "$2" with the arguments after it; "$1" is a mark that tells our output from a login shell's.
printf '%s\n' "$1"
printf '%s begin\n' "$1" >&2
export LC_ALL=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
umask 022
cd /
mooring_mark=$1
mooring_body=$2
shift 2
(eval "$mooring_body")
printf '\n%s end %s\n' "$mooring_mark" "$?" >&2
