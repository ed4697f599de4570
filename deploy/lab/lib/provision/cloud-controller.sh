# shellcheck shell=bash
# On each controller: glance and cinder learn to ask Keystone.
GLANCE=/etc/glance/glance-api.conf
CINDER=/etc/cinder/cinder.conf

rm -f /etc/glance/policy.d/99-lab.yaml
ini "$GLANCE" DEFAULT "bind_host=$ADDRESS" "public_endpoint=https://$PUBLIC:9292"
ini "$GLANCE" paste_deploy flavor=keystone
ini "$GLANCE" oslo_middleware enable_proxy_headers_parsing=true
tokens "$GLANCE" glance

ini "$CINDER" DEFAULT auth_strategy=keystone "glance_api_servers=http://$INTERNAL:9292" \
  "public_endpoint=https://$PUBLIC:8776" # without a slash at its end, or links to next pages have two
# A restarted cinder-backup tells the scheduler that it works with its first periodic task, by default up to a minute later.
ini "$CINDER" DEFAULT periodic_interval=10 periodic_fuzzy_delay=5 backup_driver_stats_polling_interval=10
ini "$CINDER" oslo_middleware enable_proxy_headers_parsing=true
tokens "$CINDER" cinder
account "$CINDER" service_user cinder
ini "$CINDER" service_user send_service_user_token=true
account "$CINDER" nova cinder
ini "$CINDER" nova interface=internal "token_auth_url=$AUTH_URL"
uwsgi cinder-api 8776 /etc/cinder/cinder-api-uwsgi.ini 1 8

for unit in $(systemctl is-active -q glance-api && echo glance-api cinder-volume) \
  $(systemctl is-active -q cinder-api && echo cinder-api cinder-scheduler); do
  systemctl restart "$unit"
done
