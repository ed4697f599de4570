# Installs packages by apt-get: asks nobody, waits for its lock, keeps the node's own configuration
# files, restarts no service. Arguments: a Ceph release to add by cephadm (or empty), packages.
export DEBIAN_FRONTEND=noninteractive NEEDRESTART_SUSPEND=1 APT_LISTCHANGES_FRONTEND=none LC_ALL=C
log=$(mktemp) || exit
trap 'rm -f "$log"' EXIT

apt() {
  apt-get -y -q -o DPkg::Lock::Timeout=300 -o Dpkg::Options::=--force-confdef \
    -o Dpkg::Options::=--force-confold "$@" >"$log" 2>&1 </dev/null
}
give_up() {
  grep -E '^(E|W|Err|dpkg|Error):?' "$log" | tail -n 5 >&2
  tail -n 3 "$log" >&2
  exit 1
}

release=$1
shift
if [ -n "$release" ]; then
  if ! command -v cephadm >/dev/null 2>&1; then
    apt install --no-install-recommends cephadm || { apt update && apt install --no-install-recommends cephadm; } || give_up
  fi
  cephadm add-repo --release "$release" >"$log" 2>&1 </dev/null || give_up
  apt update || give_up
fi
# The lists are fetched only if the installation needs newer ones; an installation that somebody
# broke off is finished first.
if ! apt install --no-install-recommends "$@"; then
  dpkg --configure -a --force-confdef --force-confold >"$log" 2>&1 </dev/null
  apt update
  apt install --no-install-recommends "$@" || give_up
fi
