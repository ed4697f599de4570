# Prints how many files are right in the directories "$@" together; a directory that is missing has none.
for directory in "$@"; do
  if [ -d "$directory" ]; then find -H "$directory" -maxdepth 1 -type f; fi
done | wc -l
