# Takes back what define-secret.sh did for this saga: prints "undefined", "restored" or nothing.
# Arguments: integration, saga, UUID, usage. A secret that a running domain uses is left.
note=/var/lib/mooring/$1/libvirt-secrets/$2/$3
uuid=$3 usage=$4
[ -e "$note" ] || exit 0
if grep -q -s -- "$uuid" /run/libvirt/qemu/*.xml; then
  echo 'a running domain uses it' >&2
  exit 1
fi
result=
if [ "$(sed -n 1p "$note")" = made ]; then
  virsh -q -c qemu:///system secret-undefine "$uuid" >/dev/null </dev/null || exit
  former=$(sed -n 2p "$note")
  result=undefined
  if [ -n "$former" ]; then
    virsh -q -c qemu:///system secret-define /dev/stdin >/dev/null <<XML || exit
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
  value | virsh -q -c qemu:///system secret-set-value "$former" --file /dev/stdin >/dev/null || exit
  result=restored
  ;;
esac
rm -f "$note"
echo "$result"
