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
    "Install one (Debian 13: apt install openjdk-21-jdk-headless; or Temurin from adoptium.net), or set JAVA_HOME."
  export JAVA_HOME=$found
}
