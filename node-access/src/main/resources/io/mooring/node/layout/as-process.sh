# as_service and inside on the node itself. The first arguments are the service's account and its python.
# shellcheck disable=SC2034  # the script that follows uses it
service_account=$1 service_python=$2
shift 2
as_service() { runuser -u "$service_account" -- "$@"; }
inside() { "$@"; }
