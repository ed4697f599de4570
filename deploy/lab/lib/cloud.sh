# shellcheck shell=bash
# The full cloud: Keystone, nova's control plane and a balancer with TLS, over what provision.sh has set up. Its first boot
# is kept in a seed of its own, so that up and reset cost no more than in the small lab.

CLOUD_PUBLIC=$LAB_PREFIX.0.20   # virtual address with TLS: what users see
CLOUD_INTERNAL=$LAB_PREFIX.0.21 # virtual address without: what services use among themselves
CLOUD_PASSWORD=labpass          # of every account
CLOUD_LOG=$LAB_HOME/prov-cloud.log
TLS=$LAB_HOME/tls
CONTROL=openstack-controller01 # has the virtual addresses and the control plane

# A private CA, and one certificate for the public address.
make_certificates() {
  [ ! -e "$TLS/cloud.pem" ] || return 0
  rm -rf "$TLS"
  mkdir -p "$TLS"
  chmod 700 "$TLS"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=lab CA" \
    -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign,cRLSign \
    -keyout "$TLS/ca.key" -out "$TLS/ca.crt"
  openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=cloud" \
    -keyout "$TLS/cloud.key" -out "$TLS/cloud.csr"
  printf '%s\n' "subjectAltName=IP:$CLOUD_PUBLIC,DNS:cloud" basicConstraints=CA:false keyUsage=digitalSignature \
    extendedKeyUsage=serverAuth > "$TLS/extensions"
  openssl x509 -req -in "$TLS/cloud.csr" -CA "$TLS/ca.crt" -CAkey "$TLS/ca.key" -CAcreateserial \
    -days 3650 -extfile "$TLS/extensions" -out "$TLS/cloud.crt"
  cat "$TLS/cloud.crt" "$TLS/cloud.key" > "$TLS/cloud.pem"
}

# How many; those that add-computes adds are none of them.
computes_of_cloud() { printf '%s\n' "${CORE_NODES[@]}" | grep -c '^openstack-compute'; }

# on_cloud WHAT NODE SCRIPT...: the scripts one after another in one shell, after cloud-env.sh; says how long they took.
on_cloud() {
  local what=$1 name=$2 begin=$SECONDS controllers='' controller text
  shift 2
  for controller in openstack-controller01 openstack-controller02 openstack-controller03; do
    controllers+="$controller=$(address_of $controller) "
  done
  text=$(cat "$LAB_LIB/provision/cloud-env.sh" "${@/#/$LAB_LIB/provision/}")
  in_node "$name" "NODE=$name" "ADDRESS=$(address_of "$name")" "INI=$(cat "$LAB_LIB/provision/ini.py")" \
    "CONTROLLER=$(address_of $CONTROL)" "CONTROLLERS=$controllers" "COMPUTES=$(computes_of_cloud)" \
    "PUBLIC=$CLOUD_PUBLIC" "INTERNAL=$CLOUD_INTERNAL" "PASSWORD=$CLOUD_PASSWORD" \
    "ACCOUNTS=$(cat "$LAB_LIB/provision/accounts.py")" \
    "CA_CERTIFICATE=$(cat "$TLS/ca.crt")" "CERTIFICATE=$(cat "$TLS/cloud.pem")" \
    bash -eux -c "$text" < /dev/null >> "$CLOUD_LOG" 2>&1 || {
    tail -5 "$CLOUD_LOG" >&2
    die "cloud: $what on $name failed ($CLOUD_LOG); the nodes are up to be looked at, 'lab provision' starts again"
  }
  say "cloud: $what on $name, $((SECONDS - begin)) s"
}

# Two at a time for two cores. The order: tables need no Keystone; the balancer can only bind when cinder-api and
# glance-api have left 0.0.0.0; nova-scheduler needs Keystone through the balancer.
provision_cloud() {
  local name begin=$SECONDS other kvm
  : > "$CLOUD_LOG"
  make_certificates >> "$CLOUD_LOG" 2>&1
  for name in openstack-compute01 openstack-compute02; do
    on_cloud "looking whether KVM runs a guest" $name virtualization.sh
  done &
  kvm=$!
  on_cloud "databases" $CONTROL cloud-ca.sh cloud-database.sh
  on_cloud "tables of nova, placement, neutron" $CONTROL nova-conf.sh control-plane.sh &
  other=$!
  on_cloud "Keystone" $CONTROL keystone.sh
  on_cloud "glance and cinder" $CONTROL cloud-controller.sh
  on_cloud "balancer" $CONTROL haproxy.sh
  wait $other || die "cloud: the tables failed ($CLOUD_LOG)"
  on_cloud "control plane" $CONTROL control-plane-start.sh
  for name in openstack-controller02 openstack-controller03; do
    on_cloud "glance and cinder" $name cloud-ca.sh cloud-controller.sh
  done &
  other=$!
  wait $kvm || die "cloud: looking for KVM failed ($CLOUD_LOG)"
  on_cloud "nova-compute" openstack-compute01 cloud-ca.sh nova-conf.sh cloud-compute.sh
  on_cloud "nova-compute" openstack-compute02 cloud-ca.sh nova-conf.sh cloud-compute.sh
  wait $other || die "cloud: a controller failed ($CLOUD_LOG)"
  on_cloud "discovery of computes" $CONTROL discover.sh
  keep_credential
  say "cloud provisioned after $((SECONDS - begin)) s"
}

# Mooring's own way in: an application credential, and the CA beside it that it names.
keep_credential() {
  (
    umask 077
    {
      in_node $CONTROL cat /root/mooring-credential.yaml < /dev/null
      echo "cacert: lab-cloud.crt"
    } > "$LAB_HOME/mooring-credential.yaml"
  )
}

# openstack COMMAND...: the official client, as the cloud's administrator, over TLS
openstack() { in_node $CONTROL OS_CLOUD=admin openstack "$@" < /dev/null; }

computes_are_up() {
  [ "$(openstack compute service list --service nova-compute -f value -c State | grep -cx up)" -ge "$(computes_of_cloud)" ]
}

volumes_are_listed() { openstack volume list --all-projects -f value -c ID; }

images_are_listed() { openstack image list -f value -c ID; }

ports_are_listed() { openstack port list -f value -c ID; }

# What a user sees, through the balancer.
wait_for_cloud() {
  wait_for 240 "cloud: Keystone, and every nova-compute is up" computes_are_up
  wait_for 120 "cloud: images through the balancer" images_are_listed
  wait_for 120 "cloud: ports through the balancer" ports_are_listed
  wait_for 120 "cloud: volumes through the balancer" volumes_are_listed
}
