package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.IntegrationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Scripts on a real node: outputs, input, limits, lock and fence. */
class SessionIT {
  private static final Logger LOG = LoggerFactory.getLogger(SessionIT.class);
  @TempDir static Path server;
  private static OpenSshd sshd;
  private static SshNodes nodes;
  private static NodeSession session;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    sshd = OpenSshd.start(server);
    nodes = new SshNodes(sshd.settings());
    session = nodes.session(sshd.address("node-1"));
  }

  @AfterAll
  static void stop() throws InterruptedException {
    nodes.close();
    sshd.close();
  }

  @Test
  void givesBothOutputsTheStatusAndTheArguments() {
    // when
    ScriptResult result =
        session.inspect(
            Script.of(
                "speak", "printf '%s|' \"$@\"; echo oops >&2; exit 3", "a b", "", "$(id)'\n"));

    // then
    assertThat(result.text()).isEqualTo("a b||$(id)'\n|");
    assertThat(result.errorText()).isEqualTo("oops");
    assertThat(result.status()).isEqualTo(3);
    assertThat(result.truncated()).isFalse();
  }

  @Test
  void runsInAKnownEnvironmentWithoutInput() {
    ScriptResult result =
        session.inspect(
            Script.of("look", "id -un; echo $LC_ALL; umask; pwd; wc -c; command -v flock"));
    assertThat(result.text().lines())
        .containsExactly("root", "C.UTF-8", "0022", "/", "0", "/usr/bin/flock");
  }

  @Test
  void givesInputToTheScript() {
    Script script = Script.of("count", "sha256sum | cut -c1-64");
    Secret secret = Secret.of("x".repeat(3_000_000));
    assertThat(session.inspect(script.with(Stdin.of(secret))).text().strip())
        .isEqualTo(secret.sha256());
    assertThat(session.inspect(Script.of("ignore", ":").with(Stdin.of(secret))).succeeded())
        .isTrue();
  }

  @Test
  void drainsWhatItDoesNotKeep() {
    ScriptResult result =
        session.inspect(
            Script.of("shout", "head -c 5000000 /dev/zero >&2; head -c 5000000 /dev/zero; exit 4"));
    assertThat(result.status()).isEqualTo(4);
    assertThat(result.truncated()).isTrue();
    assertThat(result.output().length).isBetween(200_000, 300_000);
  }

  @Test
  @Tag("fault")
  void endsWhatTakesTooLong() {
    Script slow = Script.of("sleep", "sleep 60").within(Duration.ofSeconds(1));
    assertThatThrownBy(() -> session.inspect(slow))
        .isInstanceOf(NodeFailure.class)
        .hasMessageContaining("\"sleep\" on node-1");
    assertThatThrownBy(() -> session.change(slow, fence("slow", 1, 1)))
        .isInstanceOf(OutcomeUnknown.class);
    assertThat(session.change(Script.of("after", "echo free"), fence("slow", 2, 1)).text())
        .isEqualTo("free\n");
  }

  @Test
  void runsManyScriptsOverOneConnection() throws InterruptedException, ExecutionException {
    List<Callable<String>> tasks = new ArrayList<>();
    for (int number = 0; number < 30; number++) {
      int mine = number;
      tasks.add(() -> session.inspect(Script.of("echo", "echo $1 $PPID", mine)).text());
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> answers = threads.invokeAll(tasks);
      for (int number = 0; number < 30; number++) {
        assertThat(answers.get(number).get()).startsWith(number + " ");
      }
    }
  }

  @Test
  @Tag("fault")
  void refusesAnOlderCommandAndTakesTheSameOneAgain() {
    // given
    Script script = Script.of("touch", "echo done");
    session.change(script, fence("fenced", (5L << 32) + 9, 1));

    // when / then
    assertThat(session.change(script, fence("fenced", (5L << 32) + 9, 1)).succeeded()).isTrue();
    assertThatThrownBy(() -> session.change(script, fence("fenced", (5L << 32) + 8, 1)))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.STALE_EPOCH));
    assertThatThrownBy(() -> session.change(script, fence("fenced", (4L << 32) + 99, 1)))
        .isInstanceOf(NodeFailure.class);
    assertThat(session.change(script, fence("another", 1, 1)).succeeded()).isTrue();
  }

  @Test
  @Tag("fault")
  void refusesAnOlderCommandThoughTheNewerOneFoundNothingToChange() {
    // given
    Script look = Script.of("look", "echo seen");
    Script script = Script.of("touch", "echo done");
    session.change(script, fence("looked", 7, 1));

    // when
    NodeSession newer = session.behind(fence("looked", 9, 1));
    assertThat(newer.inspect(look).text()).isEqualTo("seen\n");
    assertThat(newer.inspect(look.with(Stdin.of(new byte[] {1}))).succeeded()).isTrue();

    // then
    assertThatThrownBy(() -> session.change(script, fence("looked", 8, 1)))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.STALE_EPOCH));
    assertThatThrownBy(() -> session.behind(fence("looked", 8, 1)).inspect(look))
        .isInstanceOfSatisfying(
            NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.STALE_EPOCH));
    assertThat(session.inspect(look).succeeded()).isTrue();
    assertThat(session.change(script, fence("looked", 9, 1)).succeeded()).isTrue();
  }

  @Test
  void aLookGoesOnWhereNothingCanBeNoted() {
    try (SshNodes others =
        new SshNodes(sshd.settings().withStateDirectory("/proc/no-such-place"))) {
      NodeSession unable = others.session(sshd.address("node-1"));

      assertThat(unable.behind(fence("unable", 1, 1)).inspect(Script.of("look", "echo x")).text())
          .isEqualTo("x\n");
      assertThatThrownBy(() -> unable.change(Script.of("touch", ":"), fence("unable", 1, 1)))
          .isInstanceOfSatisfying(
              NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE));
    }
  }

  @Test
  @Tag("fault")
  void waitsForTheLockAndSaysWhoIsBusy() throws IOException, ExecutionException {
    // given
    Path started = server.resolve("started");
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<ScriptResult> first =
          threads.submit(
              () ->
                  session.change(
                      Script.of("hold", "touch \"$1\"; sleep 3; exit 1", started),
                      fence("busy", 1, 1)));
      Awaitility.await().until(() -> Files.exists(started));

      // when / then
      assertThatThrownBy(() -> session.change(Script.of("next", "echo"), fence("busy", 2, 0)))
          .isInstanceOfSatisfying(
              NodeFailure.class, no -> assertThat(no.code()).isEqualTo(ErrorCode.NODE_BUSY));
      assertThat(session.change(Script.of("wait", "echo"), fence("busy", 2, 20)).succeeded())
          .isTrue();
      assertThat(first.isDone()).isTrue();
    }
  }

  @Test
  void doesNotLendTheLockToADaemon() {
    // given
    session.change(
        Script.of("daemon", "setsid sleep 5 >/dev/null 2>&1 </dev/null &"), fence("daemon", 1, 1));

    // when
    ScriptResult next = session.change(Script.of("next", "echo on"), fence("daemon", 2, 0));

    // then
    assertThat(next.text()).isEqualTo("on\n");
  }

  @Test
  @Tag("fault")
  void makesANewConnectionWhenTheOldOneIsGone() {
    // given
    session.inspect(Script.of("first", ":"));

    // when
    sshd.cutConnections();

    // then
    assertThat(session.inspect(Script.of("second", "echo again")).text()).isEqualTo("again\n");
  }

  @Test
  @Tag("fault")
  void tellsALossInTheMiddleFromALossBefore() throws ExecutionException, InterruptedException {
    // given
    Path started = server.resolve("middle");
    try (SshNodes own = new SshNodes(sshd.settings());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      NodeSession other = own.session(sshd.address("node-2"));
      Script script = Script.of("hold", "touch \"$1\"; sleep 2", started);
      Future<ScriptResult> cut = threads.submit(() -> other.change(script, fence("cut", 1, 1)));
      Awaitility.await().until(() -> Files.exists(started));

      // when
      sshd.cutConnections();

      // then
      assertThatThrownBy(cut::get)
          .hasCauseInstanceOf(OutcomeUnknown.class)
          .hasMessageContaining("node-2");
      assertThat(other.change(Script.of("next", "echo"), fence("cut", 2, 10)).succeeded()).isTrue();
    }
  }

  @Test
  void closesWhatIsNotUsed() {
    // given
    NodeAccessSettings settings =
        sshd.settings().withTimes(Duration.ofSeconds(10), Duration.ofMillis(300));
    try (SshNodes own = new SshNodes(settings)) {
      NodeSession other = own.session(sshd.address("node-3"));
      String first = other.inspect(Script.of("who", "echo $SSH_CONNECTION")).text();

      // when / then
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> !other.inspect(Script.of("who", "echo $SSH_CONNECTION")).text().equals(first));
    }
  }

  @Test
  void measures() {
    long[] connects = new long[9];
    for (int round = 0; round < connects.length; round++) {
      long start = System.nanoTime();
      try (SshNodes fresh = new SshNodes(sshd.settings())) {
        fresh.session(sshd.address("node-9")).inspect(Script.of("true", ":"));
      }
      connects[round] = System.nanoTime() - start;
    }
    long[] inspections = new long[40];
    long[] changes = new long[40];
    for (int round = 0; round < inspections.length; round++) {
      long start = System.nanoTime();
      session.inspect(Script.of("true", ":"));
      inspections[round] = System.nanoTime() - start;
      start = System.nanoTime();
      session.change(Script.of("true", ":"), fence("measure", round, 1));
      changes[round] = System.nanoTime() - start;
    }
    LOG.warn(
        "p50: connect and first script {} ms, inspect {} ms, change {} ms",
        p50(connects),
        p50(inspections),
        p50(changes));
    assertThat(p50(inspections)).isPositive();
  }

  private static double p50(long[] nanos) {
    Arrays.sort(nanos);
    return nanos[nanos.length / 2] / 100_000 / 10.0;
  }

  private static Fence fence(String integration, long epoch, int waitSeconds) {
    return Fences.of(new IntegrationName(integration), epoch, Duration.ofSeconds(waitSeconds));
  }
}
