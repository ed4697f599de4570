# Prints a line for each machine that has disks below the directory "$1": its directory there, then those disks. At most "$2" lines.
for machine in "$1"/*/; do
  disks=
  for disk in "$machine"disk "$machine"disk.*; do
    # Nova writes disk.info beside disks of any kind, for itself.
    if [ -e "$disk" ] && [ "${disk##*/}" != disk.info ]; then disks="$disks ${disk##*/}"; fi
  done
  [ -z "$disks" ] || printf '%s%s\n' "$(basename "$machine")" "$disks"
done | head -n "$2"
