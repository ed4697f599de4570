# shellcheck shell=bash
# shellcheck disable=SC2034  # the pieces share these names
# Where things are, and how the lab speaks.

LAB_HOME=$(readlink -m "${LAB_HOME:-${HOME:-/root}/.cache/mooring/lab}")
LAB_PREFIX=${LAB_PREFIX:-10.77} # the lab's own /16

CACHE=$LAB_HOME/cache/debs # every package once; also the repository that the nodes see
GUEST=$CACHE/guest.raw     # what machines of the full cloud boot from
LAYERS=$LAB_HOME/layers    # lower directories: base, what controllers and computes share, and one per role
IMAGES=$LAB_HOME/images    # container images, one store for all nodes
KEYS=$LAB_HOME/keys        # the key that every node accepts
RUN=$LAB_HOME/run          # what is running

# Small: glance and cinder take everybody for an admin. Full: Keystone, nova and a balancer with TLS over that.
# SEEDS: what the first boot added, one directory per node, and what the full cloud added to that.
# NODES: what happened since; gone with reset.
choose_cloud() {
  LAB_CLOUD=$1
  case $LAB_CLOUD in
    small) SEEDS=("$LAB_HOME/seed") NODES=$LAB_HOME/nodes ;;
    full) SEEDS=("$LAB_HOME/seed" "$LAB_HOME/seed-full") NODES=$LAB_HOME/nodes-full ;;
    *)
      echo "lab: LAB_CLOUD is small or full, not $LAB_CLOUD" >&2
      exit 2
      ;;
  esac
  SEED=${SEEDS[-1]}
}
# How nodes run their services, and how Ceph is run: layouts.sh. Changes are kept for each choice, because they lie over
# other directories.
choose_layout() { # LAYOUT CEPH
  LAB_LAYOUT=$1 LAB_CEPH=$2
  case $LAB_LAYOUT/$LAB_CEPH in
    debian/packages) ;;
    debian/cephadm | kolla/packages | kolla/cephadm | el/packages | el/cephadm | mixed/packages | mixed/cephadm)
      [ "$LAB_CLOUD" = small ] || {
        echo "lab: LAB_LAYOUT and LAB_CEPH are for the small cloud (LAB_CLOUD=small)" >&2
        exit 2
      }
      NODES=$LAB_HOME/nodes-$LAB_LAYOUT-$LAB_CEPH
      ;;
    *)
      echo "lab: LAB_LAYOUT is debian, kolla, el or mixed, not $LAB_LAYOUT; LAB_CEPH is packages or cephadm, not $LAB_CEPH" >&2
      exit 2
      ;;
  esac
}

# A lab that runs is asked, so that only the verb that starts it must be told. Other layouts are for the small cloud.
default_cloud() { case ${LAB_LAYOUT:-debian}/${LAB_CEPH:-packages} in debian/packages) echo full ;; *) echo small ;; esac }
choose_cloud "${LAB_CLOUD:-$(cat "$RUN/cloud" 2> /dev/null || default_cloud)}"
read -r layout ceph < <(cat "$RUN/layout" 2> /dev/null || echo debian packages)
choose_layout "${LAB_LAYOUT:-$layout}" "${LAB_CEPH:-$ceph}"

# One cgroup for the whole lab; its name tells labs with different homes apart.
CGROUP_ROOT=/sys/fs/cgroup/unified
[ -d $CGROUP_ROOT ] || CGROUP_ROOT=/sys/fs/cgroup
CGROUP_NAME=lab-$(echo -n "$LAB_HOME" | cksum | cut -d' ' -f1)
CGROUP=$CGROUP_ROOT/$CGROUP_NAME

say() { printf '%s lab: %s\n' "$(date +%T)" "$*" >&2; }

die() {
  say "$*"
  exit 1
}

fail() {
  local line
  for line in "$@"; do say "$line"; done
  exit 1
}

need_root() {
  [ "$(id -u)" = 0 ] || die "needs root, because it makes namespaces, mounts and network links"
}

# Two people may share a lab: one changes it at a time. Whatever outlives the command must close 9.
take_lock() {
  mkdir -p "$RUN"
  exec 9> "$RUN/lock"
  flock -n 9 && return
  say "another lab command is at work; waiting for it"
  flock 9
}

# wait_for SECONDS WHAT COMMAND...
wait_for() {
  local limit=$1 what=$2 begin=$SECONDS
  shift 2
  until "$@" > /dev/null 2>&1; do
    [ $((SECONDS - begin)) -lt "$limit" ] || die "$what: not within $limit s"
    sleep 0.3
  done
  [ -n "${quiet:-}" ] || say "$what after $((SECONDS - begin)) s"
}

megabytes() { du -sm "$1" | cut -f1; }
