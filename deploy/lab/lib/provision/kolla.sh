# shellcheck shell=bash
# shellcheck disable=SC2034  # read by its engine's
# What a kolla node has whatever it runs, and whichever engine runs it. Contents are what the lab needs.
IMAGES=localhost/openstack.kolla
TAG=zed-debian-bookworm

config() { # SERVICE FILE, content from stdin
  install -d -m 770 "/etc/kolla/$1"
  cat > "/etc/kolla/$1/$2"
  chmod 660 "/etc/kolla/$1/$2"
}

[ -e /etc/localtime ] || ln -s /usr/share/zoneinfo/Etc/UTC /etc/localtime
