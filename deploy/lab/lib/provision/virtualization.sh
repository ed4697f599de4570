# shellcheck shell=bash
# On a compute: /run/virt_type says whether KVM runs a guest there. The device may be there and run none, so one is booted.
boots() { # ARGUMENT...
  timeout 10 qemu-system-x86_64 "$@" -m 128 -display none -serial stdio -snapshot \
    -drive file=/srv/lab-repo/guest.raw,format=raw,if=virtio < /dev/null | grep -m 1 'GUEST up'
}
if boots -accel kvm; then echo kvm; else echo qemu; fi > /run/virt_type
