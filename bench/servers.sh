# shellcheck shell=bash
# What is measured: a real PostgreSQL (fsync on), the real broker (acks=all), one orchestrator with the flags of the
# product, and a participant that answers at once and touches no node. Needs a built Mooring (./mooring build).
# Everything runs in a folder of its own and ends with the script. Needs ROOT.

MOORING_HOME=${BENCH_HOME:-$(mktemp -d /var/tmp/mooring-bench.XXXXXX)}
MOORING_PORT=${BENCH_PORT:-18480}
export MOORING_DATABASE_PORT=$((MOORING_PORT + 2))
export MOORING_BROKER_PORT=$((MOORING_PORT + 3))
export MOORING_CONTROLLER_PORT=$((MOORING_PORT + 4))
for piece in home jdk process servers; do
  # shellcheck source=/dev/null
  . "$ROOT/deploy/standalone/lib/$piece.sh"
done
HOLD=$MOORING_HOME/run/participant.hold # as long as it is there, the participant answers nothing

finish() {
  stop participant TERM 10
  stop orchestrator TERM 60
  stop_servers
  [ -n "${BENCH_HOME:-}" ] || rm -rf "$MOORING_HOME"
}

start_orchestrator() {
  write_settings orchestrator "quarkus.http.port=$PRODUCT_PORT" "$(orchestrator_settings)"
  launch_java orchestrator -Xmx1g "-Dquarkus.config.locations=$RUN/orchestrator.properties" \
    -jar "$ROOT/orchestrator/target/quarkus-app/quarkus-run.jar"
  wait_until 180 orchestrator answers "$PRODUCT_PORT" /q/health/ready
}

start_all() {
  find_jdk
  make_home
  trap finish EXIT
  start_servers
  start_orchestrator
  CLASSES=$MOORING_HOME/classes
  LIBRARIES="$ROOT/orchestrator/target/quarkus-app/lib/main/*"
  "$JAVA_HOME/bin/javac" -nowarn -proc:none -d "$CLASSES" -cp "$LIBRARIES" "$ROOT"/bench/*.java
  launch_java participant -Xmx256m -cp "$CLASSES:$LIBRARIES" Participant "127.0.0.1:$BROKER_PORT" \
    "$RUN/participant.txt" "$HOLD"
}
