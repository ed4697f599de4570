# Prints the package that the file "$1" belongs to, if one does.
if command -v dpkg-query >/dev/null 2>&1; then
  dpkg-query -S "$1" 2>/dev/null | sed 's/: .*//; q'
elif command -v rpm >/dev/null 2>&1; then
  rpm -qf --qf '%{NAME}\n' "$1" 2>/dev/null | sed '/not owned/d; q'
fi
exit 0
