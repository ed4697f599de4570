# shellcheck shell=bash
# On ceph-mon-01, or on another cluster's node: a cluster of one monitor, one manager and three OSDs with bluestore on files.
# Environment: NODE, ADDRESS, NETWORK.

FSID=$(cat /proc/sys/kernel/random/uuid)
KEYRING=/tmp/mon.keyring
ADMIN=/etc/ceph/ceph.client.admin.keyring
BOOTSTRAP=/var/lib/ceph/bootstrap-osd/ceph.keyring

stop_what_no_container_needs() {
  systemctl disable --now nvmf-autoconnect nvmefc-boot-connections smartmontools rbdmap 2> /dev/null || true
  systemctl reset-failed
}

# One host: failure domain "osd". A lab's disk is often nearly full: no warning before 5 % free.
write_conf() {
  cat > /etc/ceph/ceph.conf <<C
[global]
fsid = $FSID
mon initial members = $NODE
mon host = $ADDRESS
public network = $NETWORK
auth cluster required = cephx
auth service required = cephx
auth client required = cephx
osd pool default size = 3
osd pool default min size = 2
osd pool default pg num = 16
osd pool default pgp num = 16
osd crush chooseleaf type = 0

[mon]
mon data avail warn = 5
mon data avail crit = 2
auth allow insecure global id reclaim = false
mon allow pool delete = true
mon max pg per osd = 500

[osd]
bluestore block size = 10737418240
bluestore cache autotune = false
bluestore cache size = 67108864
osd memory target = 939524096
osd op num shards = 2
osd scrub during recovery = false
C
}

make_keys() {
  mkdir -p /var/lib/ceph/bootstrap-osd
  ceph-authtool --create-keyring $KEYRING --gen-key -n mon. --cap mon 'allow *'
  ceph-authtool --create-keyring $ADMIN --gen-key -n client.admin \
    --cap mon 'allow *' --cap osd 'allow *' --cap mds 'allow *' --cap mgr 'allow *'
  ceph-authtool --create-keyring $BOOTSTRAP --gen-key -n client.bootstrap-osd \
    --cap mon 'profile bootstrap-osd' --cap mgr 'allow r'
  ceph-authtool $KEYRING --import-keyring $ADMIN
  ceph-authtool $KEYRING --import-keyring $BOOTSTRAP
}

start_monitor() {
  monmaptool --create --addv "$NODE" "[v2:$ADDRESS:3300,v1:$ADDRESS:6789]" --fsid "$FSID" /tmp/monmap
  chown ceph: $KEYRING /tmp/monmap
  install -d -o ceph -g ceph "/var/lib/ceph/mon/ceph-$NODE" "/var/lib/ceph/mgr/ceph-$NODE"
  sudo -u ceph ceph-mon --mkfs -i "$NODE" --monmap /tmp/monmap --keyring $KEYRING
  systemctl enable --now "ceph-mon@$NODE"
  timeout 60 bash -c 'until ceph -s > /dev/null 2>&1; do sleep 0.5; done'
  ceph mon enable-msgr2 || true
}

start_manager() {
  ceph auth get-or-create "mgr.$NODE" mon 'allow profile mgr' osd 'allow *' mds 'allow *' \
    -o "/var/lib/ceph/mgr/ceph-$NODE/keyring"
  chown -R ceph: /var/lib/ceph/mgr
  systemctl enable --now "ceph-mgr@$NODE"
}

add_osd() {
  local uuid key number directory
  { set +x; } 2> /dev/null # no key in the log
  uuid=$(cat /proc/sys/kernel/random/uuid)
  key=$(ceph-authtool --gen-print-key)
  number=$(echo "{\"cephx_secret\": \"$key\"}" \
    | ceph osd new "$uuid" -i - -n client.bootstrap-osd -k $BOOTSTRAP)
  directory=/var/lib/ceph/osd/ceph-$number
  install -d -o ceph -g ceph "$directory"
  ceph-authtool --create-keyring "$directory/keyring" --name "osd.$number" --add-key "$key" > /dev/null
  set -x
  echo bluestore > "$directory/type"
  chown -R ceph: "$directory"
  ceph-osd -i "$number" --mkfs --osd-uuid "$uuid" --setuser ceph --setgroup ceph
  systemctl enable --now "ceph-osd@$number"
}

wait_until_healthy() {
  timeout 120 bash -c 'until ceph -s -f json | grep -q "\"num_up_osds\":3"; do sleep 0.5; done'
  timeout 120 bash -c 'until ceph health | grep -q HEALTH_OK; do sleep 1; done' || ceph health detail
  ceph -s
}

stop_what_no_container_needs
write_conf
make_keys
start_monitor
start_manager
for _ in 1 2 3; do add_osd; done
wait_until_healthy
