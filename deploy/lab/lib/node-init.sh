#!/bin/bash
# Pid 1 of a node, still seeing this machine's files: builds the node's root, makes it the root, and
# becomes systemd. Arguments: name, role, lower directories, the node's directory, package cache, image store, layers.
set -eu
name=$1 role=$2 lower=$3 directory=$4 cache=$5 images=$6 layers=$7
root=$directory/root

mount_root() {
  mount -t overlay overlay -o "lowerdir=$lower,upperdir=$directory/upper,workdir=$directory/work" "$root"
}

# The kernel's settings stay this machine's: only those of the node's own network can be written.
mount_kernel_views() {
  mount -t proc -o nosuid,nodev,noexec proc "$root/proc"
  mount --bind "$root/proc/sys" "$root/proc/sys"
  mount --bind "$root/proc/sys/net" "$root/proc/sys/net"
  mount -o remount,bind,ro "$root/proc/sys"
  mount -t sysfs -o ro,nosuid,nodev,noexec sysfs "$root/sys"
  mount -t cgroup2 -o nosuid,nodev,noexec cgroup2 "$root/sys/fs/cgroup"
}

mount_devices() {
  local dev=$root/dev device file major minor
  mount -t tmpfs -o mode=755,size=1m tmpfs "$dev"
  for device in null:1:3 zero:1:5 full:1:7 random:1:8 urandom:1:9 tty:5:0; do
    IFS=: read -r file major minor <<< "$device"
    mknod -m 666 "$dev/$file" c "$major" "$minor"
  done
  mkdir -p "$dev/pts" "$dev/shm" "$dev/mqueue" "$dev/net"
  if [ "$role" = compute ]; then
    mknod -m 660 "$dev/kvm" c 10 232
    mknod -m 666 "$dev/net/tun" c 10 200
  fi
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620,gid=5 devpts "$dev/pts"
  ln -s pts/ptmx "$dev/ptmx"
  ln -s /proc/self/fd "$dev/fd"
  ln -s fd/0 "$dev/stdin"
  ln -s fd/1 "$dev/stdout"
  ln -s fd/2 "$dev/stderr"
  mount -t tmpfs -o mode=1777,nosuid,nodev,size=256m tmpfs "$dev/shm"
  mount -t mqueue mqueue "$dev/mqueue"
}

mount_run_and_packages() {
  mount -t tmpfs -o mode=755,nosuid,nodev,size=256m tmpfs "$root/run"
  mount --bind "$cache" "$root/srv/lab-repo"
  mount -o remount,bind,ro "$root/srv/lab-repo"
}

# Containers can't have their overlays on the node's overlay: an engine's storage is a plain directory of the node. podman's
# images are in one store for all nodes, docker's are made of the lab's layers (lab-docker-images); no node can change either.
mount_containers() {
  [ -d "$directory/containers" ] || return 0
  if [ -x "$root/usr/sbin/dockerd" ]; then
    mount_in "$directory/containers" /var/lib/docker
    mount_in "$layers" /srv/lab-layers ro
  else
    mount_in "$directory/containers" /var/lib/containers
    mount_in "$images" /srv/lab-images ro
  fi
}

mount_in() { # DIRECTORY PLACE [ro]
  mkdir -p "$root$2"
  mount --bind "$1" "$root$2"
  [ $# -lt 3 ] || mount -o "remount,bind,$3" "$root$2"
}

# Services bind to the node's address, so it must be there before systemd starts them.
wait_for_cable() {
  for _ in $(seq 500); do
    grep -qs up "$root/sys/class/net/eth0/operstate" && return
    sleep 0.02
  done
}

become_systemd() {
  hostname "$name"
  cd "$root"
  mkdir -p .host
  pivot_root . .host
  umount -l /.host
  rmdir /.host
  exec env -i container=lxc LANG=C.UTF-8 \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    /lib/systemd/systemd --log-target=console --show-status=1
}

mount_root
mount_kernel_views
mount_devices
mount_run_and_packages
mount_containers
wait_for_cable
become_systemd
