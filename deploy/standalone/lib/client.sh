# shellcheck shell=bash
# The command line client. Needs ROOT, jdk.sh (find_jdk was called) and process.sh.

CLIENT_ARCHIVES=$ROOT/cli/target/start
AHEAD_OF_TIME=25 # from this JDK on one archive keeps more than classes: what calls of methods have become, and profiles

# client WORD...: becomes the client.
client() {
  local archive options=()
  client_archive
  fresh_archive "$archive" "$ROOT"/cli/target/cli-*.jar "$ROOT"/cli/target/lib/*
  [ -f "$archive" ] || [ ! -w "$ROOT/cli/target" ] || rehearse_client
  if [ -f "$archive" ]; then
    if ahead_of_time; then options=(-XX:AOTCache="$archive" -Xlog:aot=off:stderr); else options=(-XX:SharedArchiveFile="$archive"); fi
  fi
  client_java "${options[@]}" io.mooring.cli.Mooring "$@"
}

# Makes the archive of what people do most: whatever call came first, the others would gain little from its classes.
rehearse_client() {
  local archive made=$CLIENT_ARCHIVES.$$ option=-XX:ArchiveClassesAtExit
  client_archive
  ! ahead_of_time || option=-XX:AOTCacheOutput
  rm -rf "$CLIENT_ARCHIVES"
  mkdir -p "$CLIENT_ARCHIVES"
  (client_java "$option=$made" io.mooring.cli.rehearsal.Rehearsal) >/dev/null 2>&1 || true
  rm -f "$made.config"
  [ ! -f "$made" ] || mv "$made" "$archive"
}

# Sets archive. A JVM takes none that another version made.
client_archive() { archive=$CLIENT_ARCHIVES/$JDK_BUILD.archive; }

ahead_of_time() { [ "$JDK_VERSION" -ge $AHEAD_OF_TIME ]; }

client_java() {
  local jar=("$ROOT"/cli/target/cli-*.jar)
  # A call is over before compiled code pays: only what runs eight times as often as usual is compiled, and what is
  # reached by reflection is not compiled at all.
  exec "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=8 -XX:-UsePerfData \
    -Djdk.reflect.useNativeAccessorOnly=true -Xlog:disable -Xlog:all=error:stderr -Xlog:cds=off:stderr -Xlog:cds+dynamic=off:stderr \
    -cp "${jar[0]}:$ROOT/cli/target/lib/*" "$@"
}
