# shellcheck shell=bash
# One long-lived process by name: $RUN/NAME.pid says which it is, $LOG/NAME.log what it said.

# What no other process ever has in common with process $1: its start in this boot of the machine.
identity() {
  local stat
  stat=$(cat "/proc/$1/stat" 2>/dev/null) || return 1
  stat=${stat##*) }
  # shellcheck disable=SC2086
  set -- $stat
  # Third and following fields: state first; the twentieth is the time of start. A zombie has ended.
  [ "$1" != Z ] && echo "${20}@$(cat /proc/sys/kernel/random/boot_id)"
}

# The pid of NAME if it is still the process that we started, else nothing and failure.
alive() {
  local pid identity
  [ -f "$RUN/$1.pid" ] && read -r pid identity <"$RUN/$1.pid" || return 1
  [ "$(identity "$pid")" = "$identity" ] && echo "$pid"
}

# launch NAME COMMAND...: in a session of its own, so that no Ctrl-C of this terminal reaches it.
launch() {
  local name=$1 log=$LOG/$1.log
  shift
  if [ -f "$log" ] && [ "$(stat -c %s "$log")" -gt 20000000 ]; then mv "$log" "$log.1"; fi
  printf '\n--- %s: start\n' "$(date '+%F %T')" >>"$log"
  setsid "$@" >>"$log" 2>&1 </dev/null 9>&- &
  local pid=$!
  echo "$pid $(identity "$pid")" >"$RUN/$name.pid"
}

# fresh_archive ARCHIVE WORD...: removes a class archive that is not newer than each jar among the words. java makes it
# again by itself for another JDK; one of older jars it would refuse for ever, with words that help nobody.
fresh_archive() {
  local archive=$1 word
  shift
  for word in "$@"; do
    case $word in *.jar) [ "$archive" -nt "$word" ] || rm -f "$archive" ;; esac
  done
}

# The second compiler is for what runs often: with the JVM's own thresholds it would compile a start too, and a start
# costs three fifths more processor time (docs/adr/0017-one-writer.md).
COMPILERS=(-XX:Tier4InvocationThreshold=50000 -XX:Tier4MinInvocationThreshold=6000
  -XX:Tier4CompileThreshold=150000 -XX:Tier4BackEdgeThreshold=400000)

# launch_java NAME ARGUMENT...: with the options that fit a small machine. The class archive is made when the process
# first stops cleanly, and made anew for another JDK or jar; with it a start costs half of the processor time.
# Options in MOORING_JAVA_OPTIONS, separated by spaces, win over these.
launch_java() {
  local name=$1 given archive=$RUN/$1.jsa
  shift
  read -ra given <<<"${MOORING_JAVA_OPTIONS:-}"
  fresh_archive "$archive" "$@"
  launch "$name" "$JAVA_HOME/bin/java" -XX:+UseSerialGC "${COMPILERS[@]}" \
    -XX:+AutoCreateSharedArchive "-XX:SharedArchiveFile=$archive" -Xlog:cds=off -Xlog:cds+dynamic=off \
    "${given[@]}" "$@"
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# require_free PORT NAME VARIABLE
require_free() {
  ! listens "$1" || fail "Port $1 is in use by another program, so the $2 cannot start." \
    "Stop that program (ss -ltnp 'sport = :$1' shows it), or choose another port: $3=PORT ./mooring up"
}

# wait_until SECONDS NAME CHECK...: until CHECK succeeds; fails with the last log lines when NAME ends before.
wait_until() {
  local deadline=$((SECONDS + $1)) name=$2
  shift 2
  until "$@"; do
    alive "$name" >/dev/null || died "$name" "ended while it started"
    [ $SECONDS -lt $deadline ] || died "$name" "was started but does not answer"
    sleep 0.2
  done
}

died() {
  fail "$1 $2. Its last words, from $LOG/$1.log:" "$(last_words "$LOG/$1.log")"
}

# At most fifteen lines, none from before the last start.
last_words() { awk '/^--- .*: start$/ { n = 0 } NF { line[n++] = $0 } END { for (i = n > 15 ? n - 15 : 0; i < n; i++) print "  " line[i] }' "$1"; }

# stop NAME SIGNAL SECONDS: only the process that we started; without mercy when its time is over.
stop() {
  local pid deadline=$((SECONDS + $3))
  if ! pid=$(alive "$1"); then
    rm -f "$RUN/$1.pid"
    return 0
  fi
  kill "-$2" "$pid"
  while alive "$1" >/dev/null; do
    if [ $SECONDS -ge $deadline ]; then
      say "$1 did not stop within $3 s and is killed; it recovers at its next start."
      kill -KILL "$pid"
      deadline=$((SECONDS + 10))
    fi
    sleep 0.05
  done
  rm -f "$RUN/$1.pid"
  say "stopped  $1"
}

# answers PORT PATH: whether GET PATH gives 200; the body is left in $RUN/answer.
answers() {
  : >"$RUN/answer"
  {
    exec 3<>"/dev/tcp/127.0.0.1/$1" &&
      printf 'GET %s HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n' "$2" >&3 &&
      timeout 10 cat <&3 >"$RUN/answer"
    exec 3>&-
  } 2>/dev/null
  head -n 1 "$RUN/answer" 2>/dev/null | grep -q ' 200 '
}
