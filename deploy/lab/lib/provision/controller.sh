# shellcheck shell=bash
# On a controller: glance-api and cinder-volume; on the first one also cinder-api and cinder-scheduler.
# Environment: NODE, ADDRESS, CONTROLLER (the first one's address), INI.

GLANCE=/etc/glance/glance-api.conf
CINDER=/etc/cinder/cinder.conf
FIRST=openstack-controller01

ini() { python3 -c 'import os; exec(os.environ["INI"])' "$@"; }

stop_what_runs_elsewhere() {
  systemctl disable --now tgt rtslib-fb-targetctl 2> /dev/null || true
  [ "$NODE" = $FIRST ] \
    || systemctl disable --now mariadb rabbitmq-server epmd.service epmd.socket 2> /dev/null || true
}

# No Keystone: an empty flavor, and a policy that takes whoever asks for an admin.
configure_glance() {
  ini $GLANCE DEFAULT workers=1 bind_host=0.0.0.0 'enabled_import_methods=[glance-direct]'
  ini $GLANCE database "connection=mysql+pymysql://glance:labpass@$CONTROLLER/glance"
  ini $GLANCE paste_deploy flavor=
  ini $GLANCE glance_store stores=file,http default_store=file \
    filesystem_store_datadir=/var/lib/glance/images
  printf '"%s": "@"\n' context_is_admin publicize_image communitize_image > /etc/glance/policy.d/99-lab.yaml
  chmod 644 /etc/glance/policy.d/99-lab.yaml
}

configure_cinder() {
  ini $CINDER DEFAULT auth_strategy=noauth "my_ip=$ADDRESS" \
    "glance_api_servers=http://$ADDRESS:9292" \
    "transport_url=rabbit://openstack:labpass@$CONTROLLER:5672/" \
    enabled_backends=lvm osapi_volume_workers=1
  ini $CINDER database "connection=mysql+pymysql://cinder:labpass@$CONTROLLER/cinder"
  sed -i 's/^processes = .*/processes = 1/; s/^threads = .*/threads = 8/' /etc/cinder/cinder-api-uwsgi.ini
}

create_tables() {
  local glance
  su -s /bin/sh -c 'glance-manage db_sync' glance &
  glance=$!
  su -s /bin/sh -c 'cinder-manage db sync' cinder
  wait $glance
}

start_services() {
  systemctl enable glance-api cinder-volume
  if [ "$NODE" = $FIRST ]; then
    create_tables
    systemctl enable cinder-api cinder-scheduler
    systemctl restart cinder-api cinder-scheduler glance-api cinder-volume
  else
    systemctl disable cinder-api cinder-scheduler
  fi
}

systemctl stop cinder-api cinder-scheduler cinder-volume glance-api
stop_what_runs_elsewhere
configure_glance
configure_cinder
start_services
