# shellcheck shell=bash
# Runs the tests. Needs ROOT, LAB, STANDALONE and the pieces install, attend and build.

TEST_LOG=$ROOT/target/test.log
STEP_MODULES=ceph-service,keyring-service,libvirt-service # whose steps are also tried one by one on the lab

# Without an option all tests; --fast those without the lab, --lab those on the lab, --cloud those on the lab as a full
# cloud, --mixed those on the lab with other layouts, --containers those of one module against servers in containers.
run_tests() {
  local which=${1:-} units=yes lab=no needs=("${BUILD_NEEDS[@]}")
  export LAB_CLOUD=small # what most of them need is there sooner
  case $which in --fast | --lab | --cloud | --mixed | --containers) shift ;; *) which= ;; esac
  case $which in
    --containers) exec "$ROOT/deploy/images/test-in-containers" "$@" ;;
    --lab | --cloud | --mixed)
      [ "$(id -u)" = 0 ] || fail "The lab needs root. Without it: ./mooring test --fast"
      units=no lab=yes
      if [ "$which" = --cloud ]; then
        LAB_CLOUD=full
        set -- -Dlab.groups=full-cloud "$@"
      elif [ "$which" = --mixed ]; then
        export LAB_LAYOUT=mixed LAB_CEPH=cephadm
        set -- -Dlab.groups=mixed-cloud "$@"
      fi
      ;;
    --fast) ;;
    *)
      [ "$(id -u)" != 0 ] || lab=yes
      # All tests of all changes must stay below 45 minutes; those that take long run with --lab.
      set -- "-Dlab.groups=!full-cloud & !mixed-cloud & !long" "$@"
      ;;
  esac
  [ $units = no ] || needs+=("${TEST_NEEDS[@]}")
  [ $lab = no ] || needs+=("${LAB_NEEDS[@]}" "${LAB_TEST_NEEDS[@]}")
  need "${needs[@]}"
  ends_all tests_started
  mkdir -p "$ROOT/target"
  : >"$TEST_LOG"
  [ $lab = no ] || start_pristine_lab
  attend build_if_needed
  case $units-$lab in
    yes-no) attend tests_without_lab "$@" ;;
    no-yes) attend logged tests_on_lab "$@" ;;
    yes-yes) tests_side_by_side "$@" ;;
  esac
  # The steps one by one come last, on the lab as the system tests leave it: they need no pristine one.
  [ $lab = no ] || [[ $which == --cloud || $which == --mixed ]] || attend logged maven verify -Plab -pl "$STEP_MODULES" -am -Dquarkus.build.skip "$@"
  trap - EXIT INT TERM HUP
  if [ -z "$which" ] && [ $lab = no ]; then
    say "" "Not run: the system tests on the lab, which needs root: sudo ./mooring test --lab"
    return 1
  fi
}

# What the build has made is not made again. Two modules at a time: their tests too wait more than they work.
tests_without_lab() { logged maven verify -T2 -Dquarkus.build.skip "$@"; }

# Tests on the lab wait more than they work, so the others run meanwhile; what they say comes when those have ended.
tests_side_by_side() {
  local log=$ROOT/target/lab-test.log
  say "lab      its tests run beside the others   $log"
  tests_on_lab "$@" >"$log" 2>&1 &
  local pid=$!
  attend tests_without_lab -pl '!deploy/lab' "$@"
  say "" "The tests on the lab, from their beginning:"
  attend logged tail -q -n +1 -f --pid=$pid "$log"
  wait $pid
}

# The way back to the pristine state takes a minute: that is beside the build.
start_pristine_lab() {
  LAB_LOG=$LOG/lab.log LAB_IS_READY=$ROOT/target/lab-is-ready
  rm -f "$LAB_IS_READY"
  say "lab      getting pristine beside the rest   $LAB_LOG"
  { "$LAB" reset && "$LAB" ready && touch "$LAB_IS_READY"; } >"$LAB_LOG" 2>&1 </dev/null &
  LAB_READY=$!
}

tests_on_lab() {
  tail -f --pid="$LAB_READY" /dev/null
  [ -e "$LAB_IS_READY" ] ||
    fail "The lab did not get ready. Its last words, from $LAB_LOG:" "$(tail -n 15 "$LAB_LOG" | sed 's/^/  /')"
  maven verify -Plab -pl deploy/lab -Dmooring.lab.pristine=true "$@"
}

logged() { "$@" 2>&1 | tee -a "$TEST_LOG"; }

# System tests have a product of their own, with a home of its own.
tests_started() {
  MOORING_HOME=$ROOT/deploy/lab/target/home "$STANDALONE" down
  [ "$LAB_WAS_THERE" = yes ] || [ "$(id -u)" != 0 ] || "$LAB" down
}
