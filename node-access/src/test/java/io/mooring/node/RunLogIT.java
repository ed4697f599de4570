package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept, for people to read, of what ran on a real node. */
class RunLogIT {
  private static final String PASSWORD = "a-password-that-nobody-knows-as-one";
  @TempDir static Path server;
  private static OpenSshd sshd;
  private static SshNodes nodes;
  private static NodeAddress address;
  private static NodeSession session;

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    sshd = OpenSshd.start(server);
    nodes = new SshNodes(sshd.settings());
    address = sshd.address("node-1");
    session = nodes.session(address);
  }

  @AfterAll
  static void stop() throws InterruptedException {
    nodes.close();
    sshd.close();
  }

  @Test
  void tellsWhatRanWhereWithWhatEnd() {
    // when
    List<Ran> ran =
        during(
            () -> {
              session.inspect(Script.of("look for pools", "echo \"$1\"", "a b"));
              session.change(
                  Script.of("make a pool", "echo oops >&2; exit 3"), fence("run-log", 1));
            });

    // then
    assertThat(ran).hasSize(2);
    assertThat(ran.getFirst())
        .usingRecursiveComparison()
        .ignoringFields("took")
        .isEqualTo(
            new Ran(
                1,
                new NodeName("node-1"),
                "look for pools",
                List.of("a b"),
                OptionalInt.of(0),
                Duration.ZERO,
                4,
                "a b"));
    assertThat(ran.getFirst().took()).isPositive();
    assertThat(ran.getLast().status()).hasValue(3);
    assertThat(ran.getLast().output()).isEqualTo("oops");
  }

  @Test
  void keepsNothingOfWhatAScriptReadsNorOfAFileThatTheStepReads() throws IOException {
    // given
    Path file = server.resolve("service.conf");
    Files.writeString(file, "password = " + PASSWORD + "\n");

    // when
    List<Ran> ran =
        during(
            () -> {
              session.inspect(Script.of("swallow", "wc -c").with(Stdin.of(PASSWORD.getBytes())));
              session.read(new FilePath(file.toString()), 1_000);
            });

    // then
    assertThat(ran.toString()).doesNotContain(PASSWORD);
    assertThat(ran.getLast().what()).isEqualTo("read " + file);
    assertThat(ran.getLast().size()).isGreaterThan(PASSWORD.length());
    assertThat(ran.getLast().output()).isEmpty();
  }

  @Test
  void hidesSecretsInArgumentsAndOutput() {
    // given
    Secret secret = Secret.of("handled-a-moment-ago");

    // when
    List<Ran> ran =
        during(() -> session.inspect(Script.of("repeat", "echo \"$1\"", secret.revealText())));

    // then
    assertThat(ran.toString()).contains(Scrubber.MASK).doesNotContain(secret.revealText());
  }

  @Test
  void tellsWhyThereIsNoStatus() {
    // given
    session.change(Script.of("newer", ":"), fence("run-log-stale", 9));

    // when
    List<Ran> ran =
        during(
            () -> {
              assertThatThrownBy(
                      () -> session.change(Script.of("older", ":"), fence("run-log-stale", 8)))
                  .isInstanceOf(NodeFailure.class);
              assertThatThrownBy(
                      () ->
                          session.inspect(
                              Script.of("hang", "sleep 30").within(Duration.ofSeconds(1))))
                  .isInstanceOf(NodeFailure.class);
            });

    // then
    assertThat(ran).extracting(Ran::what).containsExactly("older", "hang");
    assertThat(ran).allSatisfy(one -> assertThat(one.status()).isEmpty());
    assertThat(ran.getFirst().output()).contains("newer command 9");
    assertThat(ran.getLast().output()).contains("was stopped before its end");
  }

  @Test
  void keepsTheLastOfManyAndOneOfTheSameAgainAndAgain() {
    // when
    List<Ran> ran =
        during(
            () -> {
              IntStream.rangeClosed(1, RunLog.MOST + 5)
                  .forEach(number -> session.inspect(Script.of("count", ":", number)));
              IntStream.range(0, 10).forEach(time -> session.inspect(Script.of("poll", ":")));
            });

    // then
    assertThat(ran).hasSize(RunLog.MOST);
    assertThat(ran.getFirst().number()).isEqualTo(7);
    assertThat(ran.getLast().number()).isEqualTo(RunLog.MOST + 15);
    assertThat(ran).filteredOn(one -> one.what().equals("poll")).hasSize(1);
  }

  @Test
  void anotherThreadsWorkIsNotInIt() throws InterruptedException {
    try (RunLog log = RunLog.begin()) {
      Thread other = Thread.startVirtualThread(() -> session.inspect(Script.of("other", ":")));
      other.join();

      assertThat(log.runs()).isEmpty();
    }
    session.inspect(Script.of("after", ":"));
  }

  private static Fence fence(String integration, long epoch) {
    return Fences.of(new IntegrationName(integration), epoch, Duration.ofSeconds(5));
  }

  private static List<Ran> during(Runnable work) {
    try (RunLog log = RunLog.begin()) {
      work.run();
      return log.runs();
    }
  }
}
