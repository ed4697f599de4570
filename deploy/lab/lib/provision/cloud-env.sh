# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the scripts that it is put before
# Common to the cloud's scripts; put before each of them. Environment: NODE, ADDRESS, CONTROLLER, INI,
# PUBLIC (virtual address with TLS), INTERNAL (virtual address without), PASSWORD (of every account), COMPUTES (how many).

REGION=regionOne
AUTH_URL=http://$INTERNAL:5000
FIRST=openstack-controller01
CA=/usr/local/share/ca-certificates/lab.crt

ini() { python3 -c 'import os; exec(os.environ["INI"])' "$@"; }

# account FILE SECTION USER: how a service logs in as itself
account() {
  ini "$1" "$2" auth_type=password "auth_url=$AUTH_URL" "username=$3" "password=$PASSWORD" \
    project_name=service user_domain_name=Default project_domain_name=Default "region_name=$REGION"
}

# tokens FILE USER: how a service checks the tokens of its callers
tokens() {
  account "$1" keystone_authtoken "$2"
  ini "$1" keystone_authtoken "www_authenticate_uri=https://$PUBLIC:5000" \
    service_token_roles=service service_token_roles_required=true
}

# uwsgi UNIT PORT INI_FILE PROCESSES THREADS: on the node's own address, because the balancer has the
# same port on the virtual ones. /etc/default/UNIT is read after the init script's own DAEMON_ARGS.
uwsgi() {
  local name=$1
  [ "$name" != neutron-api ] || name=neutron-server # its NAME in the init script
  echo "DAEMON_ARGS=\"--http-socket $ADDRESS:$2 --ini $3\"" > "/etc/default/$name"
  sed -i "s/^processes = .*/processes = $4/; s/^threads = .*/threads = $5/" "$3"
  # It closes after each answer; without saying so, the next request on that connection is reset.
  grep -q '^add-header' "$3" || echo 'add-header = Connection: close' >> "$3"
}

# wait_for SECONDS WHAT COMMAND...
wait_for() {
  { set +x; } 2> /dev/null
  local limit=$1 what=$2 begin=$SECONDS
  shift 2
  until "$@" > /dev/null 2>&1; do
    [ $((SECONDS - begin)) -lt "$limit" ] || { echo "$NODE: $what: not within $limit s"; exit 1; }
    sleep 0.5
  done
  echo "$NODE: $what after $((SECONDS - begin)) s"
  set -x
}

# as USER COMMAND...
as() {
  local user=$1
  shift
  su -s /bin/sh -c "$*" "$user"
}
