# Defines a persistent secret for Ceph and sets its value to the key on standard input. Arguments:
# integration, UUID, usage. What was there before is noted first, once, for undoing.
integration=$1 uuid=$2 usage=$3
directory=/var/lib/mooring/$integration/libvirt-secrets
umask 077
mkdir -p "$directory" || exit
if [ ! -e "$directory/$uuid" ]; then
  if virsh -q -c qemu:///system secret-dumpxml "$uuid" >/dev/null 2>&1 </dev/null; then
    virsh -q -c qemu:///system secret-get-value "$uuid" >"$directory/$uuid.new" 2>/dev/null </dev/null
  else
    echo made >"$directory/$uuid.new"
  fi
  mv "$directory/$uuid.new" "$directory/$uuid" || exit
fi
virsh -q -c qemu:///system secret-define /dev/stdin >/dev/null <<XML || exit
<secret ephemeral='no' private='no'>
  <uuid>$uuid</uuid>
  <usage type='ceph'><name>$usage</name></usage>
</secret>
XML
virsh -q -c qemu:///system secret-set-value "$uuid" --file /dev/stdin >/dev/null
