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
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One process of this service becomes five and then two, while steps come all the time. */
class ScalingIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int NODES = 40;

  @TempDir Path directory;

  private final String bootstrapServers = Infrastructure.shared().bootstrapServers();
  private final List<ServiceProcess> started = new ArrayList<>();
  private final List<Command> sent = new ArrayList<>();
  private final Map<String, Command> last = new HashMap<>();
  private final Set<String> instances = new HashSet<>();

  @Test
  @Tag("fault")
  void nothingIsLostAndNoTwoRunTheSameWhenOneBecomesFiveAndThenTwo() {
    try (Wire wire = new Wire(bootstrapServers)) {
      // when
      start("process-1");
      workUntil(wire, () -> instances.size() == 1);
      IntStream.rangeClosed(2, 5).forEach(number -> start("process-" + number));
      workUntil(wire, () -> instances.size() == 5);
      List<ServiceProcess> leaving = started.subList(0, 3);
      leaving.forEach(ServiceProcess::terminate);
      workUntil(wire, () -> leaving.stream().noneMatch(ServiceProcess::isAlive));
      int before = sent.size();
      workUntil(wire, () -> sent.size() >= before + NODES);
      await().atMost(PATIENCE).until(() -> isQuiet(wire.events()));

      // then
      Map<UUID, List<Event>> events = wire.events();
      assertThat(sent)
          .allSatisfy(command -> areWholeRuns(events.get(command.dispatch().command())));
      assertThat(sent)
          .as("what ran a second time, where its partition went")
          .noneMatch(command -> events.get(command.dispatch().command()).size() > 2);
    } finally {
      started.forEach(ServiceProcess::close);
    }
  }

  /** One run after another, each with its end, and no two at once. */
  private static void areWholeRuns(List<Event> told) {
    List<Event> inTime = told.stream().sorted(Comparator.comparing(Event::at)).toList();
    assertThat(inTime.size()).isEven().isPositive();
    for (int run = 0; run < inTime.size(); run += 2) {
      assertThat(inTime.get(run)).isInstanceOf(StepStarted.class);
      assertThat(inTime.get(run + 1))
          .isInstanceOfSatisfying(
              StepFailed.class,
              failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NODE_UNREACHABLE));
      assertThat(inTime.get(run + 1).execution().instance())
          .isEqualTo(inTime.get(run).execution().instance());
    }
  }

  /** Sends each node its next command when its last one has ended, as an orchestrator does. */
  private void workUntil(Wire wire, BooleanSupplier enough) {
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(PATIENCE)
        .until(
            () -> {
              Map<UUID, List<Event>> events = wire.events();
              events.values().stream()
                  .flatMap(List::stream)
                  .filter(event -> isOurs(event))
                  .forEach(event -> instances.add(event.execution().instance()));
              for (int node = 0; node < NODES; node++) {
                String name = "scaled-" + node;
                if (!last.containsKey(name) || isDone(events, last.get(name))) {
                  Command next = Commands.at(name, 1);
                  last.put(name, next);
                  sent.add(next);
                  wire.send(next);
                }
              }
              return enough.getAsBoolean();
            });
  }

  private boolean isOurs(Event event) {
    return started.stream().anyMatch(process -> process.is(event.execution().instance()));
  }

  private boolean isQuiet(Map<UUID, List<Event>> events) {
    return last.values().stream().allMatch(command -> isDone(events, command));
  }

  private static boolean isDone(Map<UUID, List<Event>> events, Command command) {
    return events.getOrDefault(command.dispatch().command(), List.of()).stream()
        .anyMatch(StepFailed.class::isInstance);
  }

  private void start(String name) {
    started.add(ServiceProcess.start(bootstrapServers, directory, name));
  }
}
