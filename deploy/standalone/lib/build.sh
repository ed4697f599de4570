# shellcheck shell=bash
# Builds Mooring by Maven. Needs ROOT, JAVA_HOME, install.sh and client.sh.

BUILT=$ROOT/target/built # its time is the time of the last complete build
BUILD_LOG=$ROOT/target/build.log

maven() {
  # Maven's own JVM lives for a minute: its best compiler would cost more than it gives.
  MAVEN_OPTS=${MAVEN_OPTS:--XX:+UseSerialGC -XX:TieredStopAtLevel=1} mvn -B -f "$ROOT/pom.xml" "$@" </dev/null
}

build_if_needed() {
  if ! client_built || [ ! -f "$ROOT/deploy/standalone/target/quarkus-app/quarkus-run.jar" ] || [ ! -d "$ROOT/deploy/broker/target/lib" ] ||
    newer "$ROOT"/*/pom.xml "$ROOT"/*/src/main "$ROOT"/deploy/*/pom.xml "$ROOT"/deploy/*/src/main; then
    build
  fi
}

# A call of the client needs nothing else to be new.
client_built() {
  [ -f "$BUILT" ] && [ -d "$ROOT/cli/target/lib" ] && ! newer "$ROOT"/pom.xml "$ROOT"/cli/pom.xml "$ROOT"/cli/src/main "$ROOT"/cli/*/pom.xml
}

# newer PLACE...: whether anything there is newer than the last build.
newer() {
  read -r < <(exec find "$@" \( -name node_modules -o -name target \) -prune -o -type f -newer "$BUILT" -print -quit 2>/dev/null)
}

build() {
  local began=$SECONDS
  mkdir -p "$ROOT/target" 2>/dev/null && [ -w "$ROOT/target" ] ||
    fail "$ROOT/target cannot be written, so nothing can be built there." "Build as the owner of $ROOT, or clone it into a folder of yours."
  need "${BUILD_NEEDS[@]}"
  [ -t 1 ] || say "building Mooring   $BUILD_LOG"
  # Two modules at a time: most of a module's time is Quarkus on one core.
  if ! built_by package -T2 -Dmaven.test.skip=true -pl cli,deploy/standalone -am 2>&1 | tee "$BUILD_LOG" | build_progress; then
    fail "Mooring could not be built:" "$(grep -m 15 '^\[ERROR\]' "$BUILD_LOG" | sed 's/^/  /')" "The whole log: $BUILD_LOG"
  fi
  rehearse_client
  say "built    Mooring in $((SECONDS - began)) s"
}

# built_by ARGUMENT...: runs Maven; when it succeeds, everything is as new as the sources were at its start.
built_by() {
  local start
  mkdir -p "$ROOT/target"
  start=$(mktemp "$ROOT/target/start.XXXXXX")
  if maven "$@"; then
    mv "$start" "$BUILT"
  else
    rm -f "$start"
    return 1
  fi
}

# One line that says which module is at work, on a terminal only.
build_progress() {
  local line
  while read -r line; do
    case $line in
      *" Building "*"["*"/"*"]"*)
        [ ! -t 1 ] || printf '\r\033[Kbuilding %s' "$(sed 's/.*Building //; s/ 0\.1\.0-SNAPSHOT *//' <<<"$line")"
        ;;
    esac
  done
  [ ! -t 1 ] || printf '\r\033[K'
}
