# shellcheck disable=SC2154  # write.sh and restore.sh set these variables
# How a file is replaced; follows files.sh.
umask 077
conflict() {
  echo conflict
  state "$real" "$(digest "$real")"
  exit 0
}
# Refuses a file with several names: replacing one of them would silently part it from the others.
refuse_links() {
  if [ -f "$real" ] && [ "$(stat -c %h -- "$real")" != 1 ]; then
    printf 'linked %s\n' "$(stat -c %h -- "$real")"
    exit 0
  fi
}
# Makes the file's folder where it is missing, and notes that, so that it goes again with the last file in it.
make_folder() {
  folder=${real%/*}
  while [ -n "$folder" ] && [ ! -d "$folder" ]; do
    printf '%s\n' "$folder" >>"$directory/made"
    folder=${folder%/*}
  done
  (umask 022 && mkdir -p -- "${real%/*}/")
}
# Removes the file's folder, and those above it, if we have made them and nothing is in there.
remove_folder() {
  folder=${real%/*}
  while grep -qsxF -e "$folder" "$directory/made" && rmdir -- "$folder" 2>/dev/null; do
    grep -vxF -e "$folder" "$directory/made" >"$directory/made.new" || :
    mv -T -f -- "$directory/made.new" "$directory/made"
    folder=${folder%/*}
  done
}
# Enters a new directory beside the file that only root may enter. Whoever owns the folder may move
# it, but can't swap what is inside, and we stay inside.
enter() {
  rm -rf -- "${real%/*}"/.mooring.??????????
  temporary=$(mktemp -d -- "${real%/*}/.mooring.XXXXXXXXXX")
  cd -- "$temporary" || exit 1
  if [ "$(pwd -P)" != "$temporary" ] || [ "$(stat -c %u .)" != "$(id -u)" ]; then
    echo "somebody moved $temporary while $path was written" >&2
    exit 1
  fi
  trap 'rm -f -- new; cd /; rmdir -- "$temporary" 2>/dev/null || :' EXIT
  trap 'exit 143' HUP INT TERM
}
# Gives the finished file "new" the ACL and the extended attributes of the present one, then the
# owner $1 and the mode $2.
dress() {
  if [ -f "$real" ]; then
    cp --attributes-only --preserve=mode,ownership,xattr -- "$real" new
  fi
  chown -h -- "$1" new
  chmod -- "$2" new
}
# Appends to the journal: kind epoch path before uid gid mode label after time saga step; $2 is what
# metadata prints.
record() {
  printf '%s %s %s %s %s %s %s %s %s\n' "$1" "$epoch" "$path" "$now" "$2" "$3" \
    "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$saga" "$step" >>"$directory/journal"
  sync -- "$directory/journal" 2>/dev/null || sync
}
# Keeps the bytes of the present file, unless they are kept already.
keep() {
  if [ "$now" = - ] || [ -e "$directory/backup/$now" ]; then return 0; fi
  mkdir -p -- "$directory/backup"
  cat -- "$real" >"$directory/backup/new"
  if [ "$(digest "$directory/backup/new")" != "$now" ]; then conflict; fi
  sync -- "$directory/backup/new" 2>/dev/null || sync
  mv -T -- "$directory/backup/new" "$directory/backup/$now"
}
# Whether a file holds a cephx key.
holds_key() { grep -q 'A[Qgw][A-Za-z0-9+/]\{36\}' "$1" 2>/dev/null; }
# Keeps the bytes that are written too, so that they can be compared with what somebody makes of them;
# keys are not left lying about.
keep_ours() {
  if [ "$1" = - ] || [ -e "$directory/backup/$1" ]; then return 0; fi
  if holds_key new; then return 0; fi
  mkdir -p -- "$directory/backup"
  cat -- new >"$directory/backup/new"
  mv -T -- "$directory/backup/new" "$directory/backup/$1"
}
# Replaces the file by the finished "new", whose digest is $2, or removes it when $2 is "-"; $1 is
# what the journal calls it, $3 the SELinux label to have, or "-" for the policy's.
settle() {
  settle_about=$(metadata "$real")
  keep
  if [ "$2" != - ]; then
    if has_selinux && [ "$3" != - ]; then chcon -- "$3" new; fi
    sync -- new 2>/dev/null || sync
  fi
  keep_ours "$2"
  record "$1" "$settle_about" "$2"
  # Everything slow is done: what was edited meanwhile must not be lost.
  if [ "$(digest "$real") $(metadata "$real")" != "$now $settle_about" ]; then
    record abandon "$settle_about" "$2"
    conflict
  fi
  if [ "$2" = - ]; then
    rm -f -- "$real"
  else
    mv -T -f -- new "$real"
    if has_selinux && [ "$3" = - ]; then restorecon -- "$real" || :; fi
  fi
  sync -- "${real%/*}/" 2>/dev/null || sync
  if [ "$2" = - ]; then remove_folder; fi
  prune
  echo written
}
# Forgets what no rollback needs any more: entries older than 30 days, and all but the newest 500.
# What a file was before its first change stays, unless it holds a cephx key.
prune() {
  prune_keys=' '
  for prune_file in "$directory"/backup/*; do
    if holds_key "$prune_file"; then
      prune_keys="$prune_keys${prune_file##*/} "
    fi
  done
  awk -v since="$(date -u -d '30 days ago' +%Y-%m-%dT%H:%M:%SZ)" -v keys="$prune_keys" \
    -v from="$(($(wc -l <"$directory/journal") - 500))" '
    { first = !($3 in seen); seen[$3] = 1 }
    ($10 >= since && NR > from) || (first && !index(keys, " " $4 " "))
  ' "$directory/journal" >"$directory/journal.new"
  if [ "$(wc -l <"$directory/journal.new")" = "$(wc -l <"$directory/journal")" ]; then
    rm -f -- "$directory/journal.new"
    return 0
  fi
  sync -- "$directory/journal.new" 2>/dev/null || sync
  mv -T -f -- "$directory/journal.new" "$directory/journal"
  for prune_file in "$directory"/backup/*; do
    if ! awk -v name="${prune_file##*/}" '$4 == name || $9 == name { found = 1 } END { exit !found }' \
      "$directory/journal"; then
      rm -f -- "$prune_file"
    fi
  done
}
