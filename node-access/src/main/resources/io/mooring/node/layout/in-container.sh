# as_service and inside in a container. The first arguments are the service's account and its python, the engine's
# command and the container's name.
# shellcheck disable=SC2034  # the script that follows uses it
service_account=$1 service_python=$2 service_engine=$3 service_container=$4
shift 4
as_service() { "$service_engine" exec -i -u "$service_account" "$service_container" "$@"; }
inside() { "$service_engine" exec -i -u root "$service_container" "$@"; }
