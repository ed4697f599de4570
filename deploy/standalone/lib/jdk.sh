# shellcheck shell=bash
# Finds a JDK that can build and run Mooring, and exports JAVA_HOME.

JDK_NEEDED=21

# The major version of the JDK in folder $1, or 0.
jdk_version() {
  local version=
  [ -x "$1/bin/javac" ] && version=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null)
  echo "${version:-0}"
}

find_jdk() {
  local folder version newest=$((JDK_NEEDED - 1)) found=
  if [ -n "${JAVA_HOME:-}" ] && [ "$(jdk_version "$JAVA_HOME")" -ge $JDK_NEEDED ]; then
    export JAVA_HOME
    return
  fi
  for folder in /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* /usr/local/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    version=$(jdk_version "$folder")
    [ "$version" -gt "$newest" ] && newest=$version found=$folder
  done
  [ -n "$found" ] || fail "No JDK $JDK_NEEDED or newer was found in JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman or ~/.jdks." \
    "$(jdk_remedy)" "Or unpack one anywhere and set JAVA_HOME to its folder."
  export JAVA_HOME=$found
}

# What to type, as root, on the system that this is; on an unknown one, on each that is known.
jdk_remedy() {
  local system
  # shellcheck source=/dev/null
  system=$(. /etc/os-release 2>/dev/null && echo "${ID:-} ${ID_LIKE:-} ${VERSION_ID:-}")
  case $system in
    "debian "*" 12"*) remedy_debian_12 ;;
    "debian "*) remedy_apt "Debian 13" ;;
    "ubuntu "*) remedy_apt Ubuntu ;;
    *rhel*" 9"* | *fedora*" 9"*) remedy_el9 ;;
    *)
      remedy_debian_12
      remedy_apt "Debian 13, Ubuntu"
      remedy_el9
      ;;
  esac
}

remedy_apt() { echo "$1: apt-get install openjdk-21-jdk-headless"; }

remedy_el9() { echo "EL9: dnf install java-21-openjdk-devel"; }

# Debian 12 has no JDK newer than 17 of its own; Eclipse Temurin's packages are made for it.
remedy_debian_12() {
  cat <<'R'
Debian 12 (it has no JDK newer than 17; these are Eclipse Temurin's packages):
  apt-get install wget gpg
  wget -qO- https://packages.adoptium.net/artifactory/api/gpg/key/public | gpg --dearmor -o /usr/share/keyrings/adoptium.gpg
  echo 'deb [signed-by=/usr/share/keyrings/adoptium.gpg] https://packages.adoptium.net/artifactory/deb bookworm main' >/etc/apt/sources.list.d/adoptium.list
  apt-get update && apt-get install temurin-21-jdk
R
}
