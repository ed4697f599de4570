# Prints how many KiB are free where the directory $1 is, or would be; then the names of the files that are right in the
# directories which follow. A directory that is missing has none.
staging=$1
shift
while [ ! -d "$staging" ]; do staging=$(dirname "$staging"); done
df -Pk "$staging" | awk 'NR == 2 { print $4 }'
for directory in "$@"; do
  if [ -d "$directory" ]; then find -H "$directory" -maxdepth 1 -type f -printf '%f\n'; fi
done
