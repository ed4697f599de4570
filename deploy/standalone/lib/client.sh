# shellcheck shell=bash
# The command line client. Needs ROOT, JAVA_HOME and process.sh.

CLIENT_ARCHIVE=$ROOT/cli/target/start.jsa # classes as the JVM has them in memory: two fifths of a call's processor time less

client() {
  fresh_archive "$CLIENT_ARCHIVE" "$ROOT"/cli/target/cli-*.jar "$ROOT"/cli/target/lib/*
  [ -f "$CLIENT_ARCHIVE" ] || [ ! -w "$ROOT/cli/target" ] || rehearse_client
  # For another JDK java makes the archive anew by itself.
  client_java -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$CLIENT_ARCHIVE" io.mooring.cli.Mooring "$@"
}

# Makes the class archive of what people do most: whatever call came first, the others would gain little from its classes.
rehearse_client() {
  local made=$CLIENT_ARCHIVE.$$
  client_java -XX:+AutoCreateSharedArchive -XX:SharedArchiveFile="$made" io.mooring.cli.rehearsal.Rehearsal >/dev/null 2>&1 || true
  [ ! -f "$made" ] || mv "$made" "$CLIENT_ARCHIVE"
}

client_java() {
  local jar
  jar=$(ls "$ROOT"/cli/target/cli-*.jar)
  # A call is over before compiled code pays: only what runs eight times as often as usual is compiled.
  "$JAVA_HOME/bin/java" -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=8 -Xlog:disable \
    -Xlog:all=error:stderr -Xlog:cds=off -Xlog:cds+dynamic=off -cp "$jar:$ROOT/cli/target/lib/*" "$@"
}
