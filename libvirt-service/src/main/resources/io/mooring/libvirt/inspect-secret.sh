# Prints "secret UUID TYPE USAGE" for each secret; of the one whose UUID is the first argument also
# its flags, and whether its value is the key on standard input. The key is compared by the shell
# itself, so that it is no process's argument.
uuid=$1
wanted=$(cat)

if ! command -v virsh >/dev/null 2>&1; then
  echo 'there is no virsh command; install libvirt and its clients' >&2
  exit 1
fi
virsh() { command virsh -q -c qemu:///system "$@" </dev/null; }

if ! list=$(virsh secret-list 2>&1); then
  printf '%s\n' "$list" | tail -n 1 >&2
  for unit in libvirtd.service virtsecretd.service virtqemud.service; do
    state=$(systemctl is-active "$unit" 2>/dev/null)
    if systemctl cat "$unit" >/dev/null 2>&1; then echo "$unit is $state" >&2; fi
  done
  exit 1
fi
printf '%s\n' "$list" | sed -n 's/^ *\([0-9a-f]\{8\}-[0-9a-f-]\{27\}\)/secret \1/p'

definition=$(virsh secret-dumpxml "$uuid" 2>/dev/null) || { echo 'value none'; exit 0; }
case $definition in *"ephemeral='yes'"*) echo 'flag ephemeral' ;; esac
case $definition in *"private='yes'"*) echo 'flag private' ;; esac
value=$(virsh secret-get-value "$uuid" 2>/dev/null) || value=
if [ -z "$value" ]; then echo 'value none'
elif [ "$value" = "$wanted" ]; then echo 'value same'
else echo 'value different'
fi
