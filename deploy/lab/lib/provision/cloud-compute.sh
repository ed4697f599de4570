# shellcheck shell=bash
# On a compute: a real nova-compute.
rm -rf /etc/systemd/system/nova-compute.service.d
ini /etc/nova/nova-compute.conf libvirt "virt_type=$(tail -n 1 /run/virt_type)"
ini "$NOVA" DEFAULT reserved_host_memory_mb=1024
systemctl daemon-reload
systemctl enable nova-compute
systemctl restart nova-compute
