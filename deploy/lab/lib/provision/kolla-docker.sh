# shellcheck shell=bash
# Kolla's containers by docker (after kolla.sh), in the form of kolla-ansible until Zed: docker's own restart policy keeps them
# running, systemd knows none of them, and they share all of /run. The volume with libvirt's secrets that Xena to 2023.2 had
# besides is left out, so that the files count from which a container that is made anew gets them.

container() { # NAME SERVICE options of "create"...
  local name=$1 service=$2
  shift 2
  docker create --name "$name" --network host --env KOLLA_CONFIG_STRATEGY=COPY_ALWAYS \
    --env "KOLLA_SERVICE_NAME=$service" --restart unless-stopped \
    --volume "/etc/kolla/$service/:/var/lib/kolla/config_files/:ro" --volume kolla_logs:/var/log/kolla/ \
    --volume /etc/localtime:/etc/localtime:ro "$@" "$IMAGES/$service:$TAG" > /dev/null
  docker start "$name" > /dev/null
}

# shellcheck disable=SC2034  # read by the script of the role
RUN=(--volume /run:/run:shared)
