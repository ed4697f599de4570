# shellcheck shell=bash
# Nodes as other clouds have them: OpenStack in Kolla's containers (podman, docker), an EL system with dnf, Ceph by cephadm in
# containers, and in the mixed lab a storage node and an API with an address of its own besides. They lie over the small
# lab; each has a seed of its own, shared by all choices that have it.

layout_of() { # NODE
  case $LAB_LAYOUT/$LAB_CEPH/$1 in
    */cephadm/ceph-mon-*) echo cephadm ;;
    kolla/*/openstack-controller02 | mixed/*/openstack-controller02) echo kolla ;;
    kolla/*/openstack-compute02 | mixed/*/openstack-compute02) echo kolla-docker ;;
    el/*/openstack-controller03) echo el ;;
    mixed/*/openstack-controller03) echo el ;;
    mixed/*/openstack-controller01 | mixed/*/openstack-volume01) echo mixed ;;
    *) echo debian ;;
  esac
}

# What first boots added to a node's layers, lowest first; those that are not there yet too.
seeds_of() { # NODE
  local layout
  layout=$(layout_of "$1")
  case $layout in
    debian) printf "%s/$1\n" "${SEEDS[@]}" ;;
    mixed) printf '%s\n' "$LAB_HOME/seed/$1" "$LAB_HOME/seed-mixed/$1" ;;
    *) echo "$LAB_HOME/seed-$layout/$1" ;;
  esac
}

# Where a node's OpenStack APIs answer.
api_address_of() { # NODE
  [ "$LAB_LAYOUT/$1" = mixed/openstack-controller01 ] && echo "$LAB_PREFIX.3.11" || address_of "$1"
}

# -- layers and images

layout_layers() {
  [ "$LAB_LAYOUT/$LAB_CEPH" = el/packages ] || [ "$LAB_LAYOUT/$LAB_CEPH" = debian/packages ] || echo containers
  case $LAB_LAYOUT in
    kolla | mixed) printf '%s\n' docker kolla-controller kolla-cinder kolla-compute ;;
  esac
  case $LAB_LAYOUT in
    el | mixed) echo el-controller ;;
  esac
  [ "$LAB_CEPH" = packages ] || echo cephadm-image
}

layout_images() {
  case $LAB_LAYOUT in
    kolla | mixed) echo kolla ;;
  esac
  [ "$LAB_CEPH" = packages ] || echo ceph
}

has_images() {
  local set
  for set in $(layout_images); do
    [ -e "$IMAGES/$set.ok" ] || return 1
  done
}

build_layouts() {
  local layer set begin=$SECONDS
  for layer in $(layout_layers); do
    [ -e "$LAYERS/$layer.ok" ] || forget_images_of "$layer"
    build_role "$layer"
  done
  for set in $(layout_images); do
    [ -e "$IMAGES/$set.ok" ] || "images_of_$set"
  done
  say "layouts after $((SECONDS - begin)) s"
}

# Images that were made of a layer, and the containers that were made of images: those know each other by number.
forget_images_of() { # LAYER
  local set
  case $1 in
    kolla-*) set=kolla ;;
    cephadm-image) set=ceph ;;
    *) return ;;
  esac
  [ ! -e "$IMAGES/$set.ok" ] || rm -rf "$IMAGES" "$LAB_HOME"/seed-{kolla,kolla-docker,cephadm} "$LAB_HOME"/nodes-*-*
}

images_of_kolla() {
  local root=(base openstack controller kolla-controller)
  kolla_archive glance-api glance "${root[@]}"
  kolla_archive cinder-volume cinder "${root[@]}" kolla-cinder
  kolla_archive cinder-backup cinder "${root[@]}" kolla-cinder
  load_images kolla glance-api cinder-volume cinder-backup
}

kolla_archive() { # SERVICE USER LAYER...
  local service=$1 user=$2
  shift 2
  archive "$service" "localhost/openstack.kolla/$service:zed-debian-bookworm" '{
    "User": "'"$user"'", "Entrypoint": ["dumb-init", "--single-child", "--"], "Cmd": ["kolla_start"],
    "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "LANG=C.UTF-8",
      "KOLLA_BASE_DISTRO=debian", "KOLLA_SERVICE_NAME='"$service"'"],
    "Labels": {"kolla_version": "15.0.0", "name": "'"$service"'"}}' "$@"
}

# The default name of cephadm's image is a tag of ours too, so that "cephadm shell" asks no registry; the label is how
# cephadm finds an image that is there already.
images_of_ceph() {
  local default
  default=$(sed -n "s/^DEFAULT_IMAGE = '\(.*\)'.*/\1/p" "$LAYERS/containers/usr/sbin/cephadm")
  archive ceph "localhost/ceph:v16,$default" '{"Cmd": ["/bin/bash"],
    "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "container=podman"],
    "Labels": {"ceph": "True", "RELEASE": "pacific"}}' base ceph cephadm-image
  load_images ceph ceph
}

archive() { # NAME TAGS CONFIG LAYER...
  mkdir -p "$LAB_HOME/archives"
  python3 "$LAB_LIB/image-archive.py" "$LAB_HOME/archives/$1.tar" "${@:2}"
}

# docker has no store that nodes could share: each node that has it loads its images at its first boot (lab-docker-images).
load_images_of_docker() { # NODE
  local root=(base openstack compute kolla-compute) service
  kolla_archive nova-libvirt root "${root[@]}"
  kolla_archive nova-compute nova "${root[@]}"
  for service in nova-libvirt nova-compute; do
    in_node "$1" docker load --quiet < "$LAB_HOME/archives/$service.tar"
  done
  in_node "$1" lab-docker-images < /dev/null
  rm -r "$LAB_HOME/archives"
}

# An archive brings a marker for each layer; then the layer's own files take its place, as hard links: an overlay copies a
# file up before it changes it. So an image costs a second and no disk, and needs no registry.
load_images() { # SET NAME...
  local set=$1 name marker layer archives=() log=$LAB_HOME/build-images.log
  shift
  for name in "$@"; do archives+=("$LAB_HOME/archives/$name.tar"); done
  mkdir -p "$IMAGES"
  LOWER=$LAYERS/containers:$LAYERS/base IMAGES=$IMAGES unshare --mount --propagation private \
    bash "$LAB_LIB/load-images.sh" "${archives[@]}" > "$log" 2>&1 < /dev/null \
    || { tail -20 "$log" >&2; die "loading the images of $set failed (build-images.log)"; }
  for marker in "$IMAGES"/overlay/*/diff/.lab-layer-*; do
    [ -e "$marker" ] || continue
    layer=${marker##*/.lab-layer-}
    rm "$marker"
    cp -al "$LAYERS/$layer/." "${marker%/*}"
  done
  rm -r "$LAB_HOME/archives"
  touch "$IMAGES/$set.ok"
  say "images of $set: $*"
}

# -- the first boot

# Only nodes that have no seed yet; controller01 has the database and the queue that they ask for.
provision_layouts() {
  local name names=() ceph='' begin=$SECONDS
  for name in "${CORE_NODES[@]}"; do
    [ -d "$(seeds_of "$name" | tail -1)" ] || names+=("$name")
  done
  LAB_UPLINK=0 start_nodes openstack-controller01 "${names[@]}"
  wait_for 240 "the database answers" in_node openstack-controller01 mysqladmin ping < /dev/null
  wait_for 240 "the queue answers" in_node openstack-controller01 rabbitmqctl await_startup < /dev/null
  for name in "${names[@]}"; do
    if [ "$(layout_of "$name")" = cephadm ]; then
      provision_layout "$name" &
      ceph=$!
    else
      provision_layout "$name"
    fi
  done
  [ -z "$ceph" ] || wait "$ceph" || die "the first boot of Ceph failed"
  wait_for_services "${names[@]}"
  all_down
  for name in "${names[@]}"; do keep_layout "$name"; done
  rm -rf "$NODES"
  say "layouts provisioned in $((SECONDS - begin)) s"
}

provision_layout() { # NODE
  local name=$1 begin=$SECONDS layout role scripts log=$LAB_HOME/prov-$1.log
  layout=$(layout_of "$name") role=$(role_of "$name")
  case $layout in
    kolla) scripts="kolla.sh kolla-podman.sh kolla-$role.sh" ;;
    kolla-docker) scripts="kolla.sh kolla-docker.sh kolla-$role.sh" ;;
    cephadm) scripts=cephadm.sh ;;
    *) scripts=$layout-$role.sh ;;
  esac
  {
    [ "$layout" != kolla-docker ] || load_images_of_docker "$name"
    run_on "$name" "$scripts" "API=$(api_address_of "$name")" \
      "API_OF_IMAGES=$(api_address_of openstack-controller01)" "NETWORK=$LAB_PREFIX.0.0/16"
  } > "$log" 2>&1 || { tail -5 "$log" >&2; die "$name ($layout) failed ($log); the nodes are up to be looked at, 'lab provision' starts again"; }
  say "$name ($layout) after $((SECONDS - begin)) s"
}

keep_layout() { # NODE, which is down
  local seed
  seed=$(seeds_of "$1" | tail -1)
  mkdir -p "$(dirname "$seed")"
  rm -rf "$seed.containers" "$NODES/$1/upper"/var/log/journal/* "$NODES/$1/upper"/tmp/*
  [ ! -d "$NODES/$1/containers" ] || mv "$NODES/$1/containers" "$seed.containers"
  mv "$NODES/$1/upper" "$seed"
}

# Where the engine of a node keeps its things, as the seed has them.
make_store() { # NODE
  local seed
  case $(layout_of "$1") in
    kolla | kolla-docker | cephadm) ;;
    *) return ;;
  esac
  seed=$(seeds_of "$1" | tail -1).containers
  if [ -d "$seed" ]; then cp -a "$seed" "$NODES/$1/containers"; else mkdir -p "$NODES/$1/containers"; fi
}
