# shellcheck shell=bash
# On a controller of the kolla kind (after kolla.sh and its engine's): glance_api, cinder_volume and cinder_backup, without Ceph yet.
# Environment: ADDRESS, CONTROLLER.

config glance-api config.json <<'C'
{
    "command": "glance-api",
    "config_files": [
        {
            "source": "/var/lib/kolla/config_files/glance-api.conf",
            "dest": "/etc/glance/glance-api.conf",
            "owner": "glance",
            "perm": "0600"
        },
        {
            "source": "/var/lib/kolla/config_files/policy.yaml",
            "dest": "/etc/glance/policy.yaml",
            "owner": "glance",
            "perm": "0600"
        }
    ],
    "permissions": [
        {
            "path": "/var/lib/glance",
            "owner": "glance:glance",
            "recurse": true
        },
        {
            "path": "/var/log/kolla/glance",
            "owner": "glance:glance",
            "recurse": true
        }
    ]
}
C
printf '"%s": "@"\n' context_is_admin publicize_image communitize_image | config glance-api policy.yaml
config glance-api glance-api.conf <<C
[DEFAULT]
debug = False
log_file = /var/log/kolla/glance/glance-api.log
worker_self_reference_url = http://$ADDRESS:9292
bind_host = $ADDRESS
bind_port = 9292
workers = 1
enabled_backends = file:file
enabled_import_methods = [glance-direct]

[database]
connection = mysql+pymysql://glance:labpass@$CONTROLLER/glance
connection_recycle_time = 10
max_pool_size = 1
max_retries = -1

[paste_deploy]
flavor =

[glance_store]
default_backend = file

[file]
filesystem_store_datadir = /var/lib/glance/images/

[os_glance_tasks_store]
filesystem_store_datadir = /var/lib/glance/tasks_work_dir

[os_glance_staging_store]
filesystem_store_datadir = /var/lib/glance/staging

[oslo_middleware]
enable_proxy_headers_parsing = True

[oslo_concurrency]
lock_path = /var/lib/glance/tmp

[oslo_messaging_notifications]
driver = noop

[oslo_policy]
policy_file = policy.yaml
C

# The services of cinder have files of their own, and differ in little.
cinder_config() { # SERVICE
  config "$1" config.json <<C
{
    "command": "$1 --config-file /etc/cinder/cinder.conf",
    "config_files": [
        {
            "source": "/var/lib/kolla/config_files/cinder.conf",
            "dest": "/etc/cinder/cinder.conf",
            "owner": "cinder",
            "perm": "0600"
        },
        {
            "source": "/var/lib/kolla/config_files/nfs_shares",
            "dest": "/etc/cinder/nfs_shares",
            "owner": "cinder",
            "perm": "0600",
            "optional": true
        }
    ],
    "permissions": [
        {
            "path": "/var/lib/cinder",
            "owner": "cinder:cinder",
            "recurse": true
        },
        {
            "path": "/var/log/kolla/cinder",
            "owner": "cinder:cinder",
            "recurse": true
        }
    ]
}
C
  config "$1" cinder.conf <<C
[DEFAULT]
debug = False
log_dir = /var/log/kolla/cinder
use_stderr = False
my_ip = $ADDRESS
volume_name_template = volume-%s
glance_api_servers = http://$ADDRESS:9292
glance_num_retries = 1
enabled_backends = lvm-1
api_paste_config = /etc/cinder/api-paste.ini
auth_strategy = noauth
transport_url = rabbit://openstack:labpass@$CONTROLLER:5672//

[oslo_messaging_notifications]
driver = noop

[oslo_middleware]
enable_proxy_headers_parsing = True

[database]
connection = mysql+pymysql://cinder:labpass@$CONTROLLER/cinder
connection_recycle_time = 10
max_pool_size = 1
max_retries = -1

[oslo_concurrency]
lock_path = /var/lib/cinder/tmp

[lvm-1]
volume_group = cinder-volumes
volume_driver = cinder.volume.drivers.lvm.LVMVolumeDriver
volume_backend_name = lvm-1
target_helper = tgtadm
target_protocol = iscsi
C
}

cinder_config cinder-volume
cinder_config cinder-backup

container glance_api glance-api --volume glance:/var/lib/glance/
container cinder_volume cinder-volume --privileged --ipc host --volume /dev/:/dev/ "${RUN[@]}" \
  --volume cinder:/var/lib/cinder
container cinder_backup cinder-backup --privileged "${RUN[@]}" --volume /dev/:/dev/ --volume cinder:/var/lib/cinder

# The deployment host's side, as kolla-ansible's own is: whoever runs it owns it.
cat > /etc/kolla/globals.yml <<C
---
# You can use this file to override _any_ variable throughout Kolla.
kolla_base_distro: "debian"
#openstack_release: "2024.1"
kolla_internal_vip_address: "$ADDRESS"
network_interface: "eth0"
enable_haproxy: "no"
enable_cinder: "yes"
enable_cinder_backup: "no"
#glance_backend_ceph: "no"
#cinder_backend_ceph: "{{ enable_ceph }}"
C
chown ops:ops /etc/kolla/globals.yml
chmod 640 /etc/kolla/globals.yml
