# What the file scripts share. They set directory, epoch, saga, step, path, real (the path with its
# links resolved) and now (what digest says of it).
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
