package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Command;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
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
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of this service share the work, and one does what the other died over. */
class TakeOverIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int NODES = 24;

  @TempDir Path directory;

  private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
  private Wire wire;
  private ServerSocket silentSshd;

  @BeforeEach
  void connect() throws IOException {
    wire = new Wire(bootstrapServers);
    // Nobody accepts: a step on it is under way until the connection times out.
    silentSshd = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void disconnect() throws IOException {
    wire.close();
    silentSshd.close();
  }

  @Test
  @Tag("fault")
  void nothingIsLostWhenOneOfTwoIsKilled() {
    try (ServiceProcess first = ServiceProcess.start(bootstrapServers, directory, "first");
        ServiceProcess second = ServiceProcess.start(bootstrapServers, directory, "second")) {
      // given
      await().atMost(PATIENCE).until(() -> bothWork(first, second));
      List<Command> commands =
          IntStream.range(0, NODES)
              .mapToObj(node -> Commands.at("silent-" + node, silentSshd.getLocalPort()))
              .toList();

      // when
      commands.forEach(wire::send);
      await().atMost(PATIENCE).until(() -> begun(commands, first) > 0);
      assertThat(begun(commands, second)).isLessThan(NODES);
      first.kill();

      // then
      commands.forEach(
          command ->
              await()
                  .atMost(PATIENCE)
                  .until(
                      () -> wire.events(command).stream().anyMatch(StepFailed.class::isInstance)));
      assertThat(commands)
          .allSatisfy(
              command ->
                  assertThat(((StepFailed) wire.events(command).getLast()).code())
                      .isEqualTo(ErrorCode.NODE_UNREACHABLE));
      assertThat(commands.stream().flatMap(command -> wire.events(command).stream()))
          .filteredOn(StepFailed.class::isInstance)
          .allMatch(event -> second.is(event.execution().instance()));
    }
  }

  private boolean bothWork(ServiceProcess first, ServiceProcess second) {
    List<Command> probes =
        IntStream.range(0, NODES).mapToObj(node -> Commands.at("closed-" + node, 1)).toList();
    probes.forEach(wire::send);
    await()
        .atMost(PATIENCE)
        .until(() -> probes.stream().allMatch(probe -> wire.events(probe).size() >= 2));
    return begun(probes, first) > 0 && begun(probes, second) > 0;
  }

  private long begun(List<Command> commands, ServiceProcess service) {
    Predicate<Event> mine =
        event -> event instanceof StepStarted && service.is(event.execution().instance());
    return commands.stream()
        .filter(command -> wire.events(command).stream().anyMatch(mine))
        .count();
  }
}
