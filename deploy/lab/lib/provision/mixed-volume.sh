# shellcheck shell=bash
# On the storage node of the mixed lab: cinder-volume alone.
# Environment: ADDRESS, CONTROLLER, API_OF_IMAGES, INI.

systemctl disable --now glance-api cinder-api cinder-scheduler mariadb rabbitmq-server epmd.service epmd.socket \
  tgt rtslib-fb-targetctl 2> /dev/null || true
rm -f /lib/systemd/system/{glance-api,cinder-api,cinder-scheduler}.service /etc/init.d/{glance-api,cinder-api,cinder-scheduler}
systemctl daemon-reload
python3 -c 'import os; exec(os.environ["INI"])' /etc/cinder/cinder.conf DEFAULT auth_strategy=noauth "my_ip=$ADDRESS" \
  "glance_api_servers=http://$API_OF_IMAGES:9292" "transport_url=rabbit://openstack:labpass@$CONTROLLER:5672/" \
  enabled_backends=lvm
python3 -c 'import os; exec(os.environ["INI"])' /etc/cinder/cinder.conf database \
  "connection=mysql+pymysql://cinder:labpass@$CONTROLLER/cinder"
systemctl enable cinder-volume
systemctl restart cinder-volume
