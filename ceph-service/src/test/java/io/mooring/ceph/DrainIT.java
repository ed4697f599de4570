package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Command;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepStarted;
import io.mooring.infrastructure.Commands;
import io.mooring.infrastructure.Infrastructure;
import io.mooring.infrastructure.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is told to stop ends what it has begun, and leaves the rest to others. */
class DrainIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  @TempDir Path directory;

  private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
  private Wire wire;
  private ServerSocket silentSshd;

  @BeforeEach
  void connect() throws IOException {
    wire = new Wire(bootstrapServers);
    // Nobody accepts: a step on it is under way until the socket is closed.
    silentSshd = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void disconnect() throws IOException {
    wire.close();
    silentSshd.close();
  }

  @Test
  @Tag("fault")
  void whatRunsIsEndedAndWhatHasNotBegunIsLeftToOthers() throws IOException {
    // given
    Command running = Commands.at("drain-running", silentSshd.getLocalPort());
    Command waiting = Commands.at("drain-waiting", silentSshd.getLocalPort());
    try (ServiceProcess first = start("first", "-Dmooring.participant.concurrency=1")) {
      wire.send(running);
      await().atMost(PATIENCE).until(() -> !wire.events(running).isEmpty());
      wire.send(waiting);

      // when
      first.terminate();
      await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(first::isAlive);
      silentSshd.close();

      // then
      await().atMost(PATIENCE).until(() -> !first.isAlive());
      assertThat(wire.events(running))
          .hasSize(2)
          .allMatch(event -> first.is(event.execution().instance()))
          .last()
          .isInstanceOf(StepFailed.class);
      assertThat(wire.events(waiting)).isEmpty();
    }
    try (ServiceProcess second = start("second")) {
      await().atMost(PATIENCE).until(() -> wire.events(waiting).size() == 2);
      assertThat(wire.events(waiting))
          .allMatch(event -> second.is(event.execution().instance()))
          .first()
          .isInstanceOf(StepStarted.class);
      assertThat(wire.events(running)).hasSize(2);
    }
  }

  private ServiceProcess start(String name, String... settings) {
    return ServiceProcess.start(bootstrapServers, directory, name, settings);
  }
}
