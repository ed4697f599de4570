# Installs packages by dnf or yum: asks nobody; both wait for their lock by themselves and keep the
# node's own configuration files. Arguments: a Ceph release to add by cephadm (or empty), packages.
export LC_ALL=C
log=$(mktemp) || exit
trap 'rm -f "$log"' EXIT

install_packages() {
  if command -v dnf >/dev/null 2>&1; then
    dnf -y -q --setopt=install_weak_deps=False install "$@" >"$log" 2>&1 </dev/null
  else
    yum -y -q install "$@" >"$log" 2>&1 </dev/null
  fi
}
give_up() {
  tail -n 5 "$log" >&2
  exit 1
}

release=$1
shift
if [ -n "$release" ]; then
  command -v cephadm >/dev/null 2>&1 || install_packages cephadm || give_up
  cephadm add-repo --release "$release" >"$log" 2>&1 </dev/null || give_up
fi
install_packages "$@" || give_up
