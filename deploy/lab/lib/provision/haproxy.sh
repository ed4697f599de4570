# shellcheck shell=bash
# On the controller that holds the virtual addresses: PUBLIC with TLS, INTERNAL without.
# Environment: CERTIFICATE (chain and key in one PEM), CONTROLLERS (name=address ...).

cat > /etc/systemd/system/lab-vip.service <<C
[Unit]
Description=The cloud's virtual addresses
Before=network-online.target haproxy.service
[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/sbin/ip addr replace $PUBLIC/32 dev eth0
ExecStart=/sbin/ip addr replace $INTERNAL/32 dev eth0
ExecStop=/sbin/ip addr del $PUBLIC/32 dev eth0
ExecStop=/sbin/ip addr del $INTERNAL/32 dev eth0
[Install]
WantedBy=multi-user.target
C

{ set +x; } 2> /dev/null
umask 077
printf '%s\n' "$CERTIFICATE" > /etc/haproxy/cloud.pem
umask 022
set -x

{
  cat <<'C'
global
  maxconn 2000
  nbthread 1
  ssl-default-bind-options ssl-min-ver TLSv1.2
defaults
  mode http
  option forwardfor
  option redispatch
  retries 3
  timeout connect 5s
  timeout client 10m
  timeout server 10m
  timeout check 5s
C
  for service in keystone=5000 glance=9292 cinder=8776 nova=8774 placement=8778 neutron=9696; do
    name=${service%=*} port=${service#*=}
    echo "listen $name"
    echo "  bind $PUBLIC:$port ssl crt /etc/haproxy/cloud.pem"
    echo "  bind $INTERNAL:$port"
    echo "  http-request set-header X-Forwarded-Proto https if { ssl_fc }"
    echo "  option httpchk"
    case $name in
      keystone) echo "  http-check send meth GET uri /v3" ;;
      *) echo "  http-check send meth GET uri /healthcheck" ;;
    esac
    echo "  http-check expect rstatus ^[234]"
    for controller in $CONTROLLERS; do
      [ "$name" = glance ] || [ "${controller%=*}" = "$FIRST" ] || continue
      echo "  server ${controller%=*} ${controller#*=}:$port check inter 2s fall 2 rise 1"
    done
  done
} > /etc/haproxy/haproxy.cfg
haproxy -c -f /etc/haproxy/haproxy.cfg
systemctl daemon-reload
systemctl enable lab-vip haproxy
systemctl restart lab-vip haproxy
