# shellcheck shell=bash
# On a compute of the kolla kind (after kolla.sh and its engine's): nova_libvirt and nova_compute, without Ceph yet.
# Environment: ADDRESS, CONTROLLER.
config nova-libvirt config.json <<'C'
{
    "command": "/usr/sbin/libvirtd --listen",
    "config_files": [
        {
            "source": "/var/lib/kolla/config_files/libvirtd.conf",
            "dest": "/etc/libvirt/libvirtd.conf",
            "owner": "root",
            "perm": "0600"
        },
        {
            "source": "/var/lib/kolla/config_files/qemu.conf",
            "dest": "/etc/libvirt/qemu.conf",
            "owner": "root",
            "perm": "0600"
        }
    ]
}
C
config nova-libvirt qemu.conf <<'C'
stdio_handler = "file"

user = "nova"
group = "nova"

max_files = 16384
max_processes = 65536
C
config nova-libvirt libvirtd.conf <<C
listen_tcp = 1
listen_tls = 0
auth_tcp = "none"
tcp_port = "16509"
ca_file = ""
log_level = 3
log_outputs = "3:file:/var/log/kolla/libvirt/libvirtd.log"
listen_addr = "$ADDRESS"
C
config nova-compute config.json <<'C'
{
    "command": "nova-compute",
    "config_files": [
        {
            "source": "/var/lib/kolla/config_files/nova.conf",
            "dest": "/etc/nova/nova.conf",
            "owner": "nova",
            "perm": "0600"
        }
    ],
    "permissions": [
        {
            "path": "/var/log/kolla/nova",
            "owner": "nova:nova",
            "recurse": true
        },
        {
            "path": "/var/lib/nova",
            "owner": "nova:nova",
            "recurse": true
        }
    ]
}
C
config nova-compute nova.conf <<C
[DEFAULT]
debug = False
log_dir = /var/log/kolla/nova
state_path = /var/lib/nova
compute_driver = libvirt.LibvirtDriver
my_ip = $ADDRESS
transport_url = rabbit://openstack:labpass@$CONTROLLER:5672//

[oslo_concurrency]
lock_path = /var/lib/nova/tmp

[libvirt]
connection_uri = "qemu+tcp://$ADDRESS/system"
live_migration_inbound_addr = "$ADDRESS"
virt_type = qemu
num_pcie_ports = 16
C

container nova_libvirt nova-libvirt --privileged --pid host --cgroupns host "${RUN[@]}" --volume /dev:/dev \
  --volume /sys/fs/cgroup:/sys/fs/cgroup --volume libvirtd:/var/lib/libvirt --volume nova_compute:/var/lib/nova/ \
  --volume nova_libvirt_qemu:/etc/libvirt/qemu
container nova_compute nova-compute --privileged --ipc host --env LIBGUESTFS_BACKEND=direct "${RUN[@]}" \
  --volume /dev:/dev --volume libvirtd:/var/lib/libvirt --volume nova_compute:/var/lib/nova/
