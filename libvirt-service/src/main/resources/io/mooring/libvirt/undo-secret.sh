# Takes back what define-secret.sh did: prints "undefined", "restored" or nothing. Arguments:
# integration, UUID. A secret that a running domain uses is left.
note=/var/lib/mooring/$1/libvirt-secrets/$2
uuid=$2
[ -e "$note" ] || exit 0
if grep -q -s -- "$uuid" /run/libvirt/qemu/*.xml; then
  echo 'a running domain uses it' >&2
  exit 1
fi
if [ "$(cat "$note")" = made ]; then
  virsh -q -c qemu:///system secret-undefine "$uuid" >/dev/null </dev/null || exit
  result=undefined
elif [ -s "$note" ]; then
  virsh -q -c qemu:///system secret-set-value "$uuid" --file /dev/stdin <"$note" >/dev/null || exit
  result=restored
fi
rm -f "$note"
echo "$result"
