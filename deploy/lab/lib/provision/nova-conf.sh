# shellcheck shell=bash
# What nova.conf says on controllers and computes alike; put before control-plane.sh and cloud-compute.sh.
NOVA=/etc/nova/nova.conf

ini "$NOVA" DEFAULT "my_ip=$ADDRESS" "transport_url=rabbit://openstack:labpass@$CONTROLLER:5672/"
tokens "$NOVA" nova
account "$NOVA" service_user nova
ini "$NOVA" service_user send_service_user_token=true # without it Cinder refuses every detach
account "$NOVA" placement placement
account "$NOVA" neutron neutron
ini "$NOVA" neutron valid_interfaces=internal
account "$NOVA" cinder nova
ini "$NOVA" cinder "os_region_name=$REGION" catalog_info=volumev3::internalURL
ini "$NOVA" glance "api_servers=http://$INTERNAL:9292"
ini "$NOVA" spice enabled=false
ini "$NOVA" vnc enabled=false
