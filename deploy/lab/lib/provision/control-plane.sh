# shellcheck shell=bash
# shellcheck disable=SC2153 # NOVA is of nova-conf.sh, which is put before
# On controller01: placement, nova's control plane with cells v2, and a neutron without agents, because
# nova asks for a server's ports when it shows and deletes it, also of one without network.
PLACEMENT=/etc/placement/placement.conf
NEUTRON=/etc/neutron/neutron.conf
ML2=/etc/neutron/plugins/ml2/ml2_conf.ini
base=mysql+pymysql

ini "$PLACEMENT" placement_database "connection=$base://placement:$PASSWORD@$CONTROLLER/placement"
ini "$PLACEMENT" oslo_middleware enable_proxy_headers_parsing=true
tokens "$PLACEMENT" placement
uwsgi placement-api 8778 /etc/placement/placement-api-uwsgi.ini 1 8

ini "$NOVA" api_database "connection=$base://nova:$PASSWORD@$CONTROLLER/nova_api"
ini "$NOVA" database "connection=$base://nova:$PASSWORD@$CONTROLLER/nova"
ini "$NOVA" oslo_middleware enable_proxy_headers_parsing=true
ini "$NOVA" conductor workers=1
ini "$NOVA" scheduler workers=1 discover_hosts_in_cells_interval=30
uwsgi nova-api 8774 /etc/nova/nova-api-uwsgi.ini 2 1

ini "$NEUTRON" DEFAULT service_plugins= "transport_url=rabbit://openstack:labpass@$CONTROLLER:5672/" \
  notify_nova_on_port_status_changes=false notify_nova_on_port_data_changes=false \
  api_workers=1 rpc_workers=0
ini "$NEUTRON" database "connection=$base://neutron:$PASSWORD@$CONTROLLER/neutron"
ini "$NEUTRON" oslo_middleware enable_proxy_headers_parsing=true
tokens "$NEUTRON" neutron
ini "$ML2" ml2 type_drivers=local tenant_network_types=local mechanism_drivers= extension_drivers=port_security
# Neutron answers with an error when the first thing that it is asked for are ports, as nova does: SQLAlchemy maps its tables
# with the first query of another sort only.
cat > /etc/neutron/lab-api.py <<'C'
with open("/usr/bin/neutron-api") as packaged:
    exec(packaged.read())

from sqlalchemy.orm import configure_mappers

configure_mappers()
C
sed -i 's,^wsgi-file = .*,wsgi-file = /etc/neutron/lab-api.py,' /etc/neutron/neutron-api-uwsgi.ini
uwsgi neutron-api 9696 /etc/neutron/neutron-api-uwsgi.ini 1 4

sync_nova() {
  as nova nova-manage api_db sync
  as nova nova-manage cell_v2 map_cell0
  as nova nova-manage db sync
  as nova nova-manage cell_v2 create_cell --name=cell1 || as nova nova-manage cell_v2 list_cells
}
sync_nova &
nova=$!
as placement placement-manage db sync
as neutron neutron-db-manage --config-file "$NEUTRON" --config-file "$ML2" upgrade head
wait $nova
