# What the file scripts share; they begin with it.
# shellcheck disable=SC2154  # directory is set by each of them
# The SHA-256 of the file $1, or "-" when there is none, or its kind when it is not a regular file.
digest() {
  if [ -f "$1" ]; then
    digest_line=$(sha256sum <"$1") || exit 1
    printf '%s\n' "${digest_line%% *}"
  elif [ -e "$1" ]; then
    stat -c %F -- "$1"
  else
    echo -
  fi
}
# One line about the file $1: absent, other KIND, or file SHA256 OWNER GROUP MODE SIZE MTIME.
state() {
  state_digest=$2
  if [ -f "$1" ]; then
    printf 'file %s %s\n' "$state_digest" "$(stat -c '%U %G %a %s %.9Y' -- "$1")"
  elif [ -e "$1" ]; then
    printf 'other %s\n' "$(stat -c %F -- "$1")"
  else
    echo absent
  fi
}
has_selinux() { command -v selinuxenabled >/dev/null 2>&1 && selinuxenabled; }
# Puts the finished file $1 in place of $2, durably; $3 is the SELinux label to have, or "-" for the policy's.
place() {
  if has_selinux && [ "$3" != - ]; then chcon -- "$3" "$1"; fi
  sync -- "$1" 2>/dev/null || sync
  mv -T -f -- "$1" "$2"
  if has_selinux && [ "$3" = - ]; then restorecon -- "$2" || :; fi
  sync -- "${2%/*}/" 2>/dev/null || sync
}
# Appends to the journal: kind epoch path before uid gid mode label after time; $5 is what metadata prints.
record() {
  printf '%s %s %s %s %s %s %s\n' "$1" "$2" "$3" "$4" "$5" "$6" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" >>"$directory/journal"
  sync -- "$directory/journal" 2>/dev/null || sync
}
# Owner, group, mode and label of the file $1, or four dashes.
metadata() {
  if [ -f "$1" ]; then
    metadata_label=-
    if has_selinux; then metadata_label=$(stat -c %C -- "$1"); fi
    printf '%s %s\n' "$(stat -c '%u %g %a' -- "$1")" "$metadata_label"
  else
    echo '- - - -'
  fi
}
# Keeps the bytes of the file $1, whose digest is $2, unless they are kept already.
keep() {
  if [ "$2" = - ] || [ -e "$directory/backup/$2" ]; then return 0; fi
  (umask 077 && mkdir -p -- "$directory/backup" && cat -- "$1" >"$directory/backup/new")
  sync -- "$directory/backup/new" 2>/dev/null || sync
  mv -T -- "$directory/backup/new" "$directory/backup/$2"
}
