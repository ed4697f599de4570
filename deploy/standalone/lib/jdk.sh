# shellcheck shell=bash
# Finds a JDK that can build and run Mooring, and exports JAVA_HOME.
# shellcheck disable=SC2034  # others read what is set here

JDK_NEEDED=21

# What the JDK in folder $1 says of itself: JDK_VERSION, its major version, 0 where none is; JDK_BUILD, which no other has.
look_at_jdk() {
  local line
  JDK_VERSION=0 JDK_BUILD=
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 0
  while read -r line; do
    case $line in
      JAVA_VERSION=*) line=${line#*\"} JDK_VERSION=${line%%[!0-9]*} ;;
      JAVA_RUNTIME_VERSION=*) line=${line#*\"} JDK_BUILD=${line%%\"*} ;;
    esac
  done <"$1/release"
  JDK_VERSION=${JDK_VERSION:-0}
}

find_jdk() {
  local folder newest=$((JDK_NEEDED - 1)) found=
  if [ -n "${JAVA_HOME:-}" ]; then
    look_at_jdk "$JAVA_HOME"
    if [ "$JDK_VERSION" -ge $JDK_NEEDED ]; then
      export JAVA_HOME
      return
    fi
  fi
  for folder in /usr/lib/jvm/* /usr/java/* /opt/jdk* /opt/java/* /usr/local/jdk* \
    "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/*; do
    look_at_jdk "$folder"
    [ "$JDK_VERSION" -le "$newest" ] || newest=$JDK_VERSION found=$folder
  done
  [ -n "$found" ] || fail "No JDK $JDK_NEEDED or newer was found in JAVA_HOME, /usr/lib/jvm, /opt, ~/.sdkman or ~/.jdks." \
    "$(jdk_remedy)" "Or unpack one anywhere and set JAVA_HOME to its folder."
  export JAVA_HOME=$found
  look_at_jdk "$JAVA_HOME"
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
