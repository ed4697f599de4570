# Prints "manager NAME" and "has CAPABILITY" lines; see ClientSoftware.
if command -v apt-get >/dev/null 2>&1; then echo 'manager apt'
elif command -v dnf >/dev/null 2>&1; then echo 'manager dnf'
elif command -v yum >/dev/null 2>&1; then echo 'manager yum'
else echo 'manager none'
fi
if command -v rbd >/dev/null 2>&1 && command -v ceph >/dev/null 2>&1; then echo 'has tools'; fi
if python3 -I -S -c '
import importlib.machinery, site, sys
sys.path += site.getsitepackages()
sys.exit(not all(importlib.machinery.PathFinder.find_spec(name) for name in ("rados", "rbd")))
' >/dev/null 2>&1; then echo 'has python-bindings'; fi
for driver in /usr/lib/*/qemu/block-rbd.so /usr/lib64/qemu-kvm/block-rbd.so /usr/lib64/qemu/block-rbd.so; do
  if [ -e "$driver" ]; then echo 'has qemu-driver'; break; fi
done
