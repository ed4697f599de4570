# Prints what is around a keyring. Arguments: its path, user and group.
getent passwd "$2" >/dev/null && echo owner
getent group "$3" >/dev/null && echo group
directory=${1%/*}
if [ ! -d "$directory" ]; then
  echo open
else
  case $(stat -L -c %a "$directory") in *[1357]) echo open ;; esac
fi
for file in "$directory"/*.client.admin.keyring "$directory"/client.*.key \
    "$directory"/secret.xml; do
  if [ -e "$file" ]; then echo "left-over $file"; fi
done
for file in "$directory"/*.keyring "$directory"/*.key; do
  if [ -f "$file" ]; then
    case $(stat -L -c %a "$file") in *[4567]) echo "readable $file" ;; esac
  fi
done
exit 0
