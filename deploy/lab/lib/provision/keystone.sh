# shellcheck shell=bash
# On controller01: Keystone with fernet tokens under uWSGI, accounts, catalog, application credential.
KEYSTONE=/etc/keystone/keystone.conf
DB=mysql+pymysql://keystone:$PASSWORD@$CONTROLLER/keystone

ini "$KEYSTONE" database "connection=$DB"
ini "$KEYSTONE" token provider=fernet
# Whoever logs in would cost a quarter of a second of a core; the passwords of a lab are no secret.
ini "$KEYSTONE" identity password_hash_rounds=4
ini "$KEYSTONE" oslo_middleware enable_proxy_headers_parsing=true
# The package confines uWSGI by AppArmor, which a namespace can't.
sed -i 's/^plugins = python3,apparmor/plugins = python3/; /^apparmor-profile/d' /etc/keystone/keystone-uwsgi.ini
uwsgi keystone 5000 /etc/keystone/keystone-uwsgi.ini 1 8

as keystone keystone-manage db_sync
keystone-manage fernet_setup --keystone-user keystone --keystone-group keystone
keystone-manage credential_setup --keystone-user keystone --keystone-group keystone
OS_BOOTSTRAP_PASSWORD=$PASSWORD keystone-manage bootstrap --bootstrap-username admin \
  --bootstrap-region-id "$REGION" --bootstrap-service-name keystone \
  --bootstrap-public-url "https://$PUBLIC:5000/v3/" \
  --bootstrap-internal-url "http://$INTERNAL:5000/v3/" \
  --bootstrap-admin-url "http://$INTERNAL:5000/v3/"
chown -R keystone: /var/log/keystone
systemctl enable keystone
systemctl restart keystone
wait_for 120 "Keystone answers" curl -sf -o /dev/null "http://$ADDRESS:5000/v3"
OS_AUTH_URL=http://$ADDRESS:5000/v3 python3 -c "$ACCOUNTS"
