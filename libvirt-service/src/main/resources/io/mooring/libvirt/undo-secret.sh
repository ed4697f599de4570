# Takes back what define-secret.sh did for this saga, or for all when that is "*": prints "undefined",
# "restored" or nothing. Arguments: integration, saga, UUID, usage. A secret that a running domain uses is
# left, and the end is 75.
notes=/var/lib/mooring/$1/libvirt-secrets saga=$2 uuid=$3 usage=$4
if [ "$saga" = '*' ]; then
  # The oldest note tells what was before the first saga.
  # shellcheck disable=SC2012  # The names are UUIDs.
  note=$(ls -tr -- "$notes"/*/"$uuid" 2>/dev/null | head -n 1)
else
  note=$notes/$saga/$uuid
fi
[ -n "$note" ] && [ -e "$note" ] || exit 0
# shellcheck disable=SC2016  # for the inner shell
if inside sh -c 'grep -q -s -- "$1" /run/libvirt/qemu/*.xml' sh "$uuid" </dev/null; then
  echo 'a running domain uses it' >&2
  exit 75
fi
result=
if [ "$(sed -n 1p "$note")" = made ]; then
  # It may be gone already: an undoing that was ended half-way still has the note.
  if inside virsh -q -c qemu:///system secret-dumpxml "$uuid" >/dev/null 2>&1 </dev/null; then
    inside virsh -q -c qemu:///system secret-undefine "$uuid" >/dev/null </dev/null || exit
  fi
  rm -f -- "$notes/$uuid"
  former=$(sed -n 2p "$note")
  result=undefined
  if [ -n "$former" ]; then
    inside virsh -q -c qemu:///system secret-define /dev/stdin >/dev/null <<XML || exit
<secret ephemeral='no' private='no'>
  <uuid>$former</uuid>
  <usage type='ceph'><name>$usage</name></usage>
</secret>
XML
    result=restored
  fi
else
  former=$uuid
fi
value() { sed -n '$p' "$note"; }
case $(value) in
had | made | "$former") ;;
*)
  value | inside virsh -q -c qemu:///system secret-set-value "$former" --file /dev/stdin >/dev/null || exit
  result=restored
  ;;
esac
if [ "$saga" = '*' ]; then rm -f -- "$notes"/*/"$uuid" "$notes/$uuid"; else rm -f -- "$note"; fi
echo "$result"
