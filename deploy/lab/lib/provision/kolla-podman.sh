# shellcheck shell=bash
# Kolla's containers by podman (after kolla.sh), in the form of kolla-ansible 2024.1.

container() { # NAME SERVICE options of "create"...
  local name=$1 service=$2
  shift 2
  podman create --name "$name" --network host --env KOLLA_CONFIG_STRATEGY=COPY_ALWAYS \
    --env "KOLLA_SERVICE_NAME=$service" --label kolla_managed=true --restart no \
    --volume "/etc/kolla/$service/:/var/lib/kolla/config_files/:ro" --volume kolla_logs:/var/log/kolla/ \
    --volume /etc/localtime:/etc/localtime:ro "$@" "$IMAGES/$service:$TAG" > /dev/null
  unit "$name" > "/etc/systemd/system/kolla-$name-container.service"
  systemctl daemon-reload
  systemctl enable --now "kolla-$name-container.service"
}

# Since 2023.1 systemd keeps kolla's containers running, not the engine.
unit() { # NAME
  cat <<C
[Unit]
Description=podman kolla-$1-container.service
After=network-online.target
Wants=network-online.target
StartLimitInterval=120
StartLimitBurst=10

[Service]
ExecStart=/usr/bin/podman start -a $1
ExecStop=/usr/bin/podman stop $1 -t 60
Restart=always
RestartSec=11
SuccessExitStatus=143

[Install]
WantedBy=multi-user.target
C
}

# What containers share with each other in /run.
share_run() {
  local folder
  RUN=(--volume /run:/run)
  for folder in /run/netns /run/lock/nova /run/libvirt /run/nova; do
    echo "d $folder 0755 root root"
    RUN+=(--volume "$folder:$folder:shared")
  done > /etc/tmpfiles.d/kolla.conf
  systemd-tmpfiles --create /etc/tmpfiles.d/kolla.conf
}

share_run
