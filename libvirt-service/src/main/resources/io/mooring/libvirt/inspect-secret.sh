# Tells of libvirt's secrets; the arguments are a UUID, a usage, a cephx user, the monitors'
# addresses, where the node has nova's files, and the integration; the user's key is on standard input. Prints
#   secret UUID TYPE USAGE     for each secret
#   flag UUID FLAG             for those with that UUID or that usage: ephemeral, private
#   value UUID COMPARISON      for the same: none, same, different, or unproved
#   nova UUID                  for each one that nova's files name
#   other UUID INTEGRATION     for each one that another integration made here
#   domain UUID                for each one that a domain names, whether it runs or not
# The key is compared by the shell itself, so that it is no process's argument.
uuid=$1 usage=$2 client=$3 monitors=$4 nova_files=$5 integration=$6
wanted=$(cat)

if ! inside sh -c 'command -v virsh' >/dev/null 2>&1 </dev/null; then
  echo 'there is no virsh command; install libvirt and its clients' >&2
  exit 1
fi
ask() { inside virsh -q -c qemu:///system "$@" </dev/null; }

if ! list=$(ask secret-list 2>&1); then
  printf '%s\n' "$list" | tail -n 1 >&2
  for unit in libvirtd.service virtsecretd.service virtqemud.service; do
    state=$(systemctl is-active "$unit" 2>/dev/null)
    if systemctl cat "$unit" >/dev/null 2>&1; then echo "$unit is $state" >&2; fi
  done
  exit 1
fi
secrets=$(printf '%s\n' "$list" | sed -n 's/^ *\([0-9a-f]\{8\}-[0-9a-f-]\{27\}\)/\1/p')
printf '%s\n' "$secrets" | sed -n 's/^[0-9a-f]/secret &/p'

# A private secret can't be read back, so libvirt itself tries it: it connects to the cluster with
# it before it looks for the pool, which is one that does not exist, so that nothing is opened.
prove() {
  hosts=
  for monitor in $monitors; do hosts="$hosts<host name='$monitor'/>"; done
  words=$(inside timeout -k 5 20 virsh -q -c qemu:///system pool-create /dev/stdin 2>&1 <<XML
<pool type='rbd'>
  <name>mooring-proof-$1</name>
  <source>
    $hosts
    <name>mooring-no-such-pool</name>
    <auth type='ceph' username='$client'><secret uuid='$1'/></auth>
  </source>
</pool>
XML
  )
  case $words in
  '')
    ask pool-destroy "mooring-proof-$1" >/dev/null 2>&1
    echo same
    ;;
  *'RBD IoCTX'*) echo same ;;
  *'RADOS monitor'*) echo different ;;
  *'does not have a value'* | *'no value'*) echo none ;;
  *) echo unproved ;;
  esac
}

compare() {
  definition=$(ask secret-dumpxml "$1" 2>/dev/null) || return 0
  case $definition in *"ephemeral='yes'"*) echo "flag $1 ephemeral" ;; esac
  case $definition in
  *"private='yes'"*)
    echo "flag $1 private"
    if [ -n "$wanted" ] && [ -n "$monitors" ]; then echo "value $1 $(prove "$1")"; fi
    return 0
    ;;
  esac
  value=$(ask secret-get-value "$1" 2>/dev/null) || value=
  if [ -z "$value" ]; then echo "value $1 none"
  elif [ "$value" = "$wanted" ]; then echo "value $1 same"
  else echo "value $1 different"
  fi
}
printf '%s\n' "$secrets" | while read -r held type name; do
  if [ "$held" = "$uuid" ] || { [ "$type" = ceph ] && [ "$name" = "$usage" ]; }; then
    compare "$held"
  fi
done

for file in /var/lib/mooring/*/libvirt-secrets/*-*; do
  [ -f "$file" ] || continue
  owner=${file#/var/lib/mooring/} owner=${owner%%/*}
  if [ "$owner" != "$integration" ]; then echo "other ${file##*/} $owner"; fi
done

for file in $nova_files; do
  [ -r "$file" ] || continue
  awk -F= '
    /^[ \t]*\[/ { section = $0; gsub(/[ \t]/, "", section) }
    section == "[libvirt]" && $1 ~ /^rbd_secret_uuid[ \t]*$/ { gsub(/[ \t\r]/, "", $2); print "nova " $2 }
  ' "$file"
done
inside sh -c 'cat /run/libvirt/qemu/*.xml /etc/libvirt/qemu/*.xml 2>/dev/null' </dev/null \
  | sed -n "s/.*<secret type='ceph'[^>]* uuid='\([0-9a-f-]*\)'.*/domain \1/p" | sort -u
exit 0
