# shellcheck shell=bash
# shellcheck disable=SC2034  # others read what is set here
# What this machine must have for a command, and how it gets it: Debian packages, each named before it is installed.
# MOORING_INSTALL=no only says what is missing. Needs the functions say and fail.

# PACKAGE|PROOF|PURPOSE: PROOF is a program, or a file, whose presence is enough however it got here.
BUILD_NEEDS=(
  'maven|mvn|builds Mooring'
  'nodejs|node|builds the web page'
  'npm|npm|builds the web page'
)
TEST_NEEDS=(
  'openssh-server|/usr/sbin/sshd|integration tests start an SSH server of their own'
  'openssh-client|ssh-keygen|makes the keys that integration tests use'
  'python3-oslo.config|/usr/lib/python3/dist-packages/oslo_config|what the editor writes is read by the real thing'
  'locales|/usr/share/i18n/locales/de_DE|a node that writes numbers with a comma'
  'acl|setfacl|access control lists must outlive a change'
  'chromium|chromium|opens the web page as people do'
  'shellcheck|shellcheck|checks the scripts'
)
LAB_NEEDS=(
  'mmdebstrap|mmdebstrap|makes the base system of the lab'
  'apt-utils|apt-ftparchive|makes the package repository that the nodes of the lab see'
  'iproute2|ip|makes the network of the lab'
  'openssh-client|ssh|the way to the nodes of the lab'
  'curl|curl|asks the services of the lab'
  'util-linux|unshare|makes the namespaces of the lab'
)
LAB_TEST_NEEDS=(
  'chromium|chromium|opens the web page as people do'
)

present() {
  case $1 in
    /*) [ -e "$1" ] ;;
    *) command -v "$1" >/dev/null ;;
  esac
}

# need NEED...: installs what is missing, or fails with the list of it.
need() {
  local item package proof purpose packages=() lines=()
  for item in "$@"; do
    IFS='|' read -r package proof purpose <<<"$item"
    ! present "$proof" || continue
    case " ${packages[*]} " in *" $package "*) continue ;; esac
    packages+=("$package")
    lines+=("$(printf '%-22s %s' "$package" "$purpose")")
  done
  [ ${#packages[@]} -gt 0 ] || return 0
  if [ "${MOORING_INSTALL:-yes}" = no ]; then
    cannot_install "MOORING_INSTALL=no, so nothing is installed." "${packages[*]}" "${lines[@]}"
  elif ! command -v apt-get >/dev/null; then
    cannot_install "This is no Debian, so Mooring does not install them itself. The names are Debian's." "${packages[*]}" "${lines[@]}"
  elif [ "$(id -u)" != 0 ]; then
    cannot_install "Only root can install them." "${packages[*]}" "${lines[@]}"
  fi
  printf "install  %s\n" "${lines[@]}"
  install_packages "${packages[@]}"
}

# cannot_install REASON PACKAGES LINE...
cannot_install() {
  local reason=$1 names=$2
  shift 2
  fail "Missing on this machine:" "$(printf '  %s\n' "$@")" "$reason" \
    "To install them: apt-get install --no-install-recommends $names"
}

# Nothing that is installed here starts a service: an sshd that nobody asked for would be a door.
install_packages() {
  local policy=/usr/sbin/policy-rc.d log code=0 made=
  log=$(mktemp)
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy && made=yes
  fi
  {
    apt-get -qq -o DPkg::Lock::Timeout=600 update &&
      DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=600 --no-install-recommends install "$@"
  } </dev/null 2>&1 | without_hosts >"$log" || code=1
  [ ! "$made" ] || rm -f $policy
  if [ $code != 0 ]; then
    fail "These packages could not be installed: $*" "$(tail -n 12 "$log" | sed 's/^/  /')" \
      "Check this machine's package sources (apt-get update), then run the same command again. The whole log: $log"
  fi
  rm -f "$log"
}

apt_sources() {
  find /etc/apt/sources.list /etc/apt/sources.list.d -type f \
    \( -name '*.sources' -o -name '*.list' \) 2>/dev/null || true
}

# Where this machine gets its packages is nobody else's business: it must not stay in a log.
without_hosts() {
  local host script='s#[a-z+]+://[^/ ]+#(registry)#g'
  while read -r host; do
    script+=";s#${host//./\\.}#(registry)#g"
  done < <(registry_hosts)
  sed -uE "$script"
}

registry_hosts() {
  { apt_sources | xargs -r cat; cat /etc/apt/apt.conf /etc/apt/apt.conf.d/*; } 2>/dev/null |
    grep -v '^[[:space:]]*\(#\|//\)' | grep -oE '[a-z+]+://[^/ ";]+' |
    sed -E 's#.*://##; s#.*@##; s#:.*##' | grep -F . | sort -u || true
}
