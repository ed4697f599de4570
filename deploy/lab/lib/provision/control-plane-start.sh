# shellcheck shell=bash
# On controller01: starts what control-plane.sh set up. nova-scheduler ends at once unless Keystone answers on
# the internal address, so the balancer must run.
su -s /bin/sh -c 'glance-manage db_load_metadefs' glance > /dev/null 2>&1 # what a normal installation does, 2 s
units=(placement-api neutron-api nova-api nova-conductor nova-scheduler cinder-backup)
systemctl enable "${units[@]}"
systemctl restart "${units[@]}"
wait_for 120 "nova-api answers" curl -sf -o /dev/null "http://$ADDRESS:8774/"
wait_for 120 "nova-scheduler runs" systemctl is-active nova-scheduler
