# shellcheck shell=bash
# shellcheck disable=SC2034  # others read what is set here
# The database and the broker: what standalone and the separate processes both stand on.

POSTGRES_PASSWORD_FILE=$MOORING_HOME/postgres/password
DATABASE_ACCOUNT=mooring-database # only where PostgreSQL can't run in a user namespace

# PostgreSQL refuses root. In a user namespace without a mapping it sees nobody, and its files stay root's. Where the
# kernel allows no such namespace it runs as an account of its own, in a folder which that account can reach.
choose_postgres_place() {
  local elsewhere
  use_postgres_place "$MOORING_HOME/postgres"
  [ "$(id -u)" = 0 ] || return 0
  elsewhere=/var/lib/mooring/database-$(echo -n "$MOORING_HOME" | cksum | cut -d' ' -f1)
  if [ ! -d "$elsewhere" ] && unshare -U true 2>/dev/null; then
    use_postgres_place "$MOORING_HOME/postgres" unshare -U
    return 0
  fi
  id -u $DATABASE_ACCOUNT >/dev/null 2>&1 ||
    useradd --system --user-group --no-create-home --shell /usr/sbin/nologin $DATABASE_ACCOUNT
  [ -d "$elsewhere" ] || move_postgres "$elsewhere"
  use_postgres_place "$elsewhere" \
    setpriv --reuid=$DATABASE_ACCOUNT --regid=$DATABASE_ACCOUNT --clear-groups --no-new-privs
}

# use_postgres_place FOLDER [COMMAND...]: the command turns whoever we are into somebody whom PostgreSQL accepts.
use_postgres_place() {
  POSTGRES_PLACE=$1
  POSTGRES=$1/data
  shift
  AS_POSTGRES_LIKES=("$@")
}

# move_postgres PLACE: with the data that an earlier start made in a namespace, if there are any.
move_postgres() {
  local new=$1.new
  rm -rf "$new"
  install -d -m 711 "$(dirname "$1")"
  install -d -m 700 "$new"
  [ ! -d "$MOORING_HOME/postgres/data" ] || mv "$MOORING_HOME/postgres/data" "$new/data"
  chown -R $DATABASE_ACCOUNT:$DATABASE_ACCOUNT "$new"
  mv "$new" "$1"
}

as_postgres_likes() { "${AS_POSTGRES_LIKES[@]}" "$@"; }

start_database() {
  alive database >/dev/null && return
  require_free "$DATABASE_PORT" database MOORING_DATABASE_PORT
  local program
  program=$(postgres_program)
  [ -f "$POSTGRES/mooring-ready" ] || make_database "$program"
  forget_dead_database
  launch database "${AS_POSTGRES_LIKES[@]}" "$program/bin/postgres" -D "$POSTGRES" -p "$DATABASE_PORT" \
    -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c shared_buffers=32MB -c max_connections=60 \
    -c log_line_prefix='%m [%p] '
}

# Prints the folder with PostgreSQL's programs, unpacked at the first start.
postgres_program() {
  local archive program
  archive=$(ls "$ROOT"/deploy/standalone/target/postgres/embedded-postgres-binaries-*.jar 2>/dev/null) ||
    fail "Mooring is not built. Run ./mooring build"
  program=$POSTGRES_PLACE/$(basename "$archive" .jar | sed 's/.*-\([0-9.]*\)$/\1/')
  [ -d "$program" ] || "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 \
    -cp "$ROOT/deploy/standalone/target/classes:$ROOT/deploy/standalone/target/postgres/*" \
    io.mooring.standalone.UnpackPostgres "$program" || fail "PostgreSQL could not be unpacked to $program."
  [ "$POSTGRES_PLACE" = "$MOORING_HOME/postgres" ] || chmod -R a+rX "$program"
  echo "$program"
}

make_database() {
  local program=$1 log=$LOG/database.log
  rm -rf "$POSTGRES" # an earlier attempt that was cut off: mooring-ready is written last
  (umask 077 && od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >"$POSTGRES_PASSWORD_FILE")
  [ "$POSTGRES_PLACE" = "$MOORING_HOME/postgres" ] ||
    install -m 600 -o $DATABASE_ACCOUNT "$POSTGRES_PASSWORD_FILE" "$POSTGRES_PLACE/password"
  {
    as_postgres_likes "$program/bin/initdb" -D "$POSTGRES" -U mooring --auth=scram-sha-256 \
      --pwfile="$POSTGRES_PLACE/password" --encoding=UTF8 --locale=C &&
      echo 'CREATE DATABASE mooring' |
      as_postgres_likes "$program/bin/postgres" --single -D "$POSTGRES" postgres
  } >>"$log" 2>&1 || died database "could not make its data folder"
  touch "$POSTGRES/mooring-ready"
}

# After a kill or a power cut PostgreSQL takes any process with its former pid for itself and does not start.
forget_dead_database() {
  local deadline=$((SECONDS + 15)) pid
  while pid=$(database_process); do
    [ $SECONDS -lt $deadline ] || fail "Process $pid is a PostgreSQL that works in $POSTGRES, but was not started by this command." \
      "If it is a leftover: kill -INT $pid"
    sleep 0.1
  done
  rm -f "$POSTGRES/postmaster.pid"
}

# The pid of any PostgreSQL process in our data folder: each of them works there, also a child that outlives its parent.
database_process() {
  local folder
  for folder in /proc/[0-9]*/cwd; do
    if [ "$(readlink "$folder" 2>/dev/null)" = "$POSTGRES" ]; then
      folder=${folder#/proc/}
      echo "${folder%/cwd}"
      return
    fi
  done
  return 1
}

database_ready() { sed -n 8p "$POSTGRES/postmaster.pid" 2>/dev/null | grep -q '^ready' && listens "$DATABASE_PORT"; }

start_broker() {
  alive broker >/dev/null && return
  require_free "$BROKER_PORT" broker MOORING_BROKER_PORT
  require_free "$CONTROLLER_PORT" "broker's controller" MOORING_CONTROLLER_PORT
  local broker=$ROOT/deploy/broker/target
  [ -d "$broker/lib" ] || fail "Mooring is not built. Run ./mooring build"
  # Jars only: a folder on the class path would rule out the class archive.
  launch_java broker -Xmx256m -cp "$(ls "$broker"/broker-*.jar):$broker/lib/*" \
    io.mooring.broker.Broker "$MOORING_HOME/kafka" "$BROKER_PORT" "$CONTROLLER_PORT"
}

start_servers() {
  choose_postgres_place
  start_broker
  start_database
  wait_until 60 database database_ready
  say "running  database   127.0.0.1:$DATABASE_PORT   $LOG/database.log"
  wait_until 120 broker listens "$BROKER_PORT"
  say "running  broker     127.0.0.1:$BROKER_PORT   $LOG/broker.log"
}

stop_servers() {
  stop broker TERM 60
  stop database INT 30
}

# What only the process with the orchestrator in it must know: its database, and where its token goes.
orchestrator_settings() {
  printf '%s\n' "quarkus.datasource.jdbc.url=jdbc:postgresql://127.0.0.1:$DATABASE_PORT/mooring" \
    quarkus.datasource.username=mooring "quarkus.datasource.password=$(cat "$POSTGRES_PASSWORD_FILE")" \
    "mooring.orchestrator.security.token-file=$MOORING_HOME/token"
}

# write_settings NAME [LINE...]: what a process of ours must know about this machine, readable for its owner only; what
# its owner has written into settings.properties comes last and wins.
write_settings() {
  local file=$RUN/$1.properties
  shift
  (
    umask 077
    cat >"$file" <<S
mooring.home=$MOORING_HOME
mooring.credentials-directory=$MOORING_HOME/credentials
mooring.known-hosts=$MOORING_HOME/known_hosts.d
kafka.bootstrap.servers=127.0.0.1:$BROKER_PORT
quarkus.http.host=127.0.0.1
$(printf '%s\n' "$@")
$(cat "$MOORING_HOME/settings.properties" 2>/dev/null)
S
  )
}
