# Defines a persistent secret for Ceph and sets its value to the key on standard input. Arguments:
# integration, saga, UUID, usage, yes if it is private and stays so, and the UUID of the secret which it
# takes the place of, or nothing. What was there before is noted first, once for a saga, for undoing; at last, that
# the secret is this integration's, for others on this node.
integration=$1 saga=$2 uuid=$3 usage=$4 private=$5 former=$6
notes=/var/lib/mooring/$integration/libvirt-secrets
# No rollback reaches back so far.
find "$notes" -mindepth 1 -maxdepth 1 -type d -mtime +30 -exec rm -rf {} + 2>/dev/null
umask 077
mkdir -p "$notes/$saga" || exit
note=$notes/$saga/$uuid

value_of() { inside virsh -q -c qemu:///system secret-get-value "$1" 2>/dev/null </dev/null; }
if [ ! -e "$note" ]; then
  if inside virsh -q -c qemu:///system secret-dumpxml "$uuid" >/dev/null 2>&1 </dev/null; then
    { echo had; value_of "$uuid"; } >"$note.new"
  else
    { echo made; if [ -n "$former" ]; then echo "$former"; value_of "$former"; fi; } >"$note.new"
  fi
  mv "$note.new" "$note" || exit
fi
if [ -n "$former" ]; then
  inside virsh -q -c qemu:///system secret-undefine "$former" >/dev/null </dev/null || exit
  rm -f -- "$notes/$former"
fi
if [ "$private" != yes ]; then
  inside virsh -q -c qemu:///system secret-define /dev/stdin >/dev/null <<XML || exit
<secret ephemeral='no' private='no'>
  <uuid>$uuid</uuid>
  <usage type='ceph'><name>$usage</name></usage>
</secret>
XML
fi
inside virsh -q -c qemu:///system secret-set-value "$uuid" --file /dev/stdin >/dev/null || exit
: >"$notes/$uuid"
