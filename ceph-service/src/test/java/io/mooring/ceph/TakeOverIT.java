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
import java.util.Map;
import java.util.UUID;
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
  void nothingIsLostWhenOneOfTwoIsKilled() throws IOException {
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
      silentSshd.close();

      // then
      await().atMost(PATIENCE).until(() -> commands.stream().allMatch(ended(wire.events())));
      Map<UUID, List<Event>> events = wire.events();
      assertThat(commands)
          .allSatisfy(
              command ->
                  assertThat(events.get(command.dispatch().command()))
                      .last()
                      .isInstanceOfSatisfying(
                          StepFailed.class,
                          failed -> {
                            assertThat(failed.code()).isEqualTo(ErrorCode.NODE_UNREACHABLE);
                            assertThat(second.is(failed.execution().instance())).isTrue();
                          }));
    }
  }

  private static Predicate<Command> ended(Map<UUID, List<Event>> events) {
    return command ->
        events.getOrDefault(command.dispatch().command(), List.of()).stream()
            .anyMatch(StepFailed.class::isInstance);
  }

  private boolean bothWork(ServiceProcess first, ServiceProcess second) {
    List<Command> probes =
        IntStream.range(0, NODES).mapToObj(node -> Commands.at("closed-" + node, 1)).toList();
    probes.forEach(wire::send);
    await().atMost(PATIENCE).until(() -> probes.stream().allMatch(ended(wire.events())));
    return begun(probes, first) > 0 && begun(probes, second) > 0;
  }

  private long begun(List<Command> commands, ServiceProcess service) {
    Map<UUID, List<Event>> events = wire.events();
    Predicate<Event> mine =
        event -> event instanceof StepStarted && service.is(event.execution().instance());
    return commands.stream()
        .filter(
            command ->
                events.getOrDefault(command.dispatch().command(), List.of()).stream()
                    .anyMatch(mine))
        .count();
  }
}
