# Prints which packages no repository of the node has. Arguments: dnf or yum, and the packages. Where repositories can't
# be asked, nothing is known, and the installation tells.
manager=$1
shift
export LC_ALL=C
for package in "$@"; do
  words=$(timeout 12 "$manager" -q list "$package" 2>&1 </dev/null) && continue
  case $words in *'No matching'*) printf '%s\n' "$package" ;; esac
done
exit 0
