# shellcheck shell=bash
# On the first controller of the mixed lab: the image service answers at an address of its own, which is not that of
# the node. Environment: API (that address), INI.

ini() { python3 -c 'import os; exec(os.environ["INI"])' "$@"; }

cat > /etc/systemd/system/lab-api-address.service <<C
[Unit]
Description=The address where the image service answers
Before=glance-api.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/ip addr replace $API/16 dev eth0

[Install]
WantedBy=multi-user.target
C
systemctl enable --now lab-api-address
ini /etc/glance/glance-api.conf DEFAULT "bind_host=$API"
ini /etc/cinder/cinder.conf DEFAULT "glance_api_servers=http://$API:9292"
systemctl restart glance-api cinder-api cinder-volume
