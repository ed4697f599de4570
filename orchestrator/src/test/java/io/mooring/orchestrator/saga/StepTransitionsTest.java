package io.mooring.orchestrator.saga;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.orchestrator.planner.PlannedStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every state of a step with every input, against the table that people read. */
class StepTransitionsTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "saga-states.md");

  /** Every state; twice where the last attempt makes a difference. */
  private static final Map<String, SagaStep> STATES = new LinkedHashMap<>();

  static {
    STATES.put("waiting", Situation.step(new StepState.Waiting(1), 0));
    STATES.put("waiting for two", Situation.step(new StepState.Waiting(2), 0));
    STATES.put("ready", Situation.step(new StepState.Ready(), 1));
    STATES.put("running", Situation.step(Situation.dispatched(), 1));
    STATES.put("running, begun", Situation.step(Situation.begun(), 1));
    STATES.put("running, last attempt", Situation.step(Situation.dispatched(), 3));
    STATES.put(
        "backing-off",
        Situation.step(new StepState.BackingOff(Situation.NOW, Situation.PROBLEM), 1));
    STATES.put("succeeded", Situation.succeeded(Situation.STEP));
    STATES.put(
        "failed",
        Situation.step(
            new StepState.Halted(Situation.NOW, Situation.PROBLEM, List.of(), StepReport.of("no")),
            3));
    STATES.put("halted", Situation.step(Situation.halted(), 1));
    STATES.put("skipped", Situation.done(Result.SKIPPED));
    STATES.put("cancelled", Situation.done(Result.CANCELLED));
  }

  /** Something that happens, and whether the step's node is busy with another step then. */
  private record Trial(String name, SagaInput input, boolean nodeBusy) {}

  private static final List<Trial> TRIALS =
      List.of(
          trial("it begins", Events.started(now(Situation.STEP))),
          trial("it lives", Events.progressed(now(Situation.STEP), false)),
          trial("it makes way", Events.progressed(now(Situation.STEP), true)),
          trial("succeeded", Events.succeeded(now(Situation.STEP), Map.of())),
          trial("failed, may heal", Events.failed(now(Situation.STEP), ErrorCode.NODE_BUSY)),
          trial("failed", Events.failed(now(Situation.STEP), ErrorCode.SUDO_REFUSED)),
          trial("unknown", Events.unknown(now(Situation.STEP))),
          trial("outcome of another attempt", Events.succeeded(execution(1), Map.of())),
          trial(
              "outcome of another command",
              Events.succeeded(execution(new UUID(9, 9), Situation.ATTEMPT), Map.of())),
          trial("not begun in time", startBy(Situation.ATTEMPT)),
          trial("another attempt not begun in time", startBy(1)),
          trial("deadline passed", deadline(Situation.ATTEMPT)),
          trial("deadline of another attempt", deadline(1)),
          trial("back-off elapsed", backOff(Situation.ATTEMPT)),
          busy("back-off elapsed, node busy", backOff(Situation.ATTEMPT)),
          trial("back-off of another attempt", backOff(1)),
          trial("retry", order(new Order.Retry(Set.of(Situation.STEP.name())))),
          busy("retry, node busy", order(new Order.Retry(Set.of(Situation.STEP.name())))),
          trial("skip", order(new Order.Skip(Situation.STEP.name()))),
          trial("resolve", order(new Order.Resolve(Situation.STEP.name(), "", "keep"))),
          trial(
              "resolve by no choice", order(new Order.Resolve(Situation.STEP.name(), "", "burn"))),
          trial("pause", order(new Order.Pause())),
          trial("resume", order(new Order.Resume())),
          trial("cancel", order(new Order.Cancel())),
          trial("rolled back", new SagaInput.RolledBack(new UUID(9, 9))),
          trial("a dependency succeeded", succeeds(Situation.BEFORE)),
          busy("a dependency succeeded, node busy", succeeds(Situation.BEFORE)),
          busy("its node becomes free", succeeds(Situation.BESIDE)),
          trial("start again", new SagaInput.Start("tester")));

  private static final String TABLE =
      """
      it begins | running: running; running, begun: running; running, last attempt: running
      it lives | running: running; running, begun: running; running, last attempt: running
      it makes way | running: running; running, begun: running; running, last attempt: running
      succeeded | running: succeeded; running, begun: succeeded; running, last attempt: succeeded
      failed, may heal | running: backing-off; running, begun: backing-off; running, last attempt: failed
      failed | running: failed; running, begun: failed; running, last attempt: failed
      unknown | running: backing-off; running, begun: backing-off; running, last attempt: failed
      outcome of another attempt |
      outcome of another command |
      not begun in time | running: backing-off; running, last attempt: failed
      another attempt not begun in time |
      deadline passed | running: backing-off; running, begun: backing-off; running, last attempt: failed
      deadline of another attempt |
      back-off elapsed | backing-off: running
      back-off elapsed, node busy | backing-off: ready
      back-off of another attempt |
      retry | failed: running; halted: running
      retry, node busy | failed: ready; halted: ready
      skip | backing-off: skipped; failed: skipped; halted: skipped
      resolve | halted: running
      resolve by no choice |
      pause |
      resume |
      cancel | waiting: cancelled; waiting for two: cancelled; ready: cancelled; backing-off: cancelled; failed: cancelled; halted: cancelled
      rolled back |
      a dependency succeeded | waiting: running; waiting for two: waiting
      a dependency succeeded, node busy | waiting: ready; waiting for two: waiting
      its node becomes free | ready: running
      start again |
      """;

  @Test
  void everyStateWithEveryInputIsAsTheTableSays() {
    assertThat(table()).isEqualTo(TABLE);
  }

  @Test
  void everyKindOfStateAndInputIsTried() {
    assertThat(classes(STATES.values().stream().map(SagaStep::state)))
        .containsExactlyInAnyOrder(StepState.class.getPermittedSubclasses());
    assertThat(classes(TRIALS.stream().map(Trial::input)))
        .containsExactlyInAnyOrder(SagaInput.class.getPermittedSubclasses());
    assertThat(
            classes(
                TRIALS.stream()
                    .map(Trial::input)
                    .filter(SagaInput.StepReported.class::isInstance)
                    .map(input -> ((SagaInput.StepReported) input).event())))
        .containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
  }

  @Test
  void anEventThatDoesNotCountIsRecordedAndChangesNothing() {
    for (SagaStep state : STATES.values()) {
      Transition transition =
          situation(state, trial("late", Events.succeeded(execution(1), Map.of())))
              .apply(new SagaInput.StepReported(Events.succeeded(execution(1), Map.of("a", "b"))));

      assertThat(transition.history())
          .extracting(HistoryEntry::type)
          .startsWith(HistoryType.EVENT_IGNORED);
      assertThat(transition.steps()).isEmpty();
      assertThat(transition.saga().facts()).isEmpty();
    }
  }

  @Test
  void thePageShowsTheTable() throws IOException {
    String page = page();

    if (Boolean.getBoolean("update")) {
      Files.createDirectories(PAGE.getParent());
      Files.writeString(PAGE, page);
    }
    assertThat(page).as("run this test with -Dupdate=true").isEqualTo(Files.readString(PAGE));
  }

  private static String table() {
    StringBuilder text = new StringBuilder();
    for (Trial trial : TRIALS) {
      List<String> moves = new ArrayList<>();
      STATES.forEach(
          (name, step) -> {
            if (isPossible(step, trial)) {
              Situation situation = situation(step, trial);
              Transition transition = situation.apply(trial.input());
              if (transition.steps().stream().anyMatch(one -> one.name().equals(step.name()))) {
                moves.add(name + ": " + situation.step().state().label());
              }
            }
          });
      text.append((trial.name() + " | " + String.join("; ", moves)).strip()).append('\n');
    }
    return text.toString();
  }

  /** A ready step always finds its node busy, a dispatched one has it, and only a waiting waits. */
  private static boolean isPossible(SagaStep step, Trial trial) {
    boolean waits = step.state() instanceof StepState.Waiting;
    boolean dependency = trial.input().equals(succeeds(Situation.BEFORE));
    boolean dispatched = step.state() instanceof StepState.Dispatched;
    return (!dependency || waits) && !(dispatched && trial.nodeBusy());
  }

  private static Situation situation(SagaStep step, Trial trial) {
    boolean ready = step.state() instanceof StepState.Ready;
    return new Situation(
        step, trial.nodeBusy() || ready, step.state() instanceof StepState.Waiting);
  }

  private static Set<Class<?>> classes(Stream<?> things) {
    return things.map(Object::getClass).collect(Collectors.toSet());
  }

  private static Trial trial(String name, Event event) {
    return trial(name, new SagaInput.StepReported(event));
  }

  private static Trial trial(String name, SagaInput input) {
    return new Trial(name, input, false);
  }

  private static Trial busy(String name, SagaInput input) {
    return new Trial(name, input, true);
  }

  private static SagaInput startBy(int attempt) {
    return new SagaInput.StartByPassed(Situation.STEP.name(), attempt);
  }

  private static SagaInput deadline(int attempt) {
    return new SagaInput.DeadlinePassed(Situation.STEP.name(), attempt);
  }

  private static SagaInput backOff(int attempt) {
    return new SagaInput.BackOffElapsed(Situation.STEP.name(), attempt);
  }

  private static SagaInput order(Order order) {
    return Situation.order(order);
  }

  private static SagaInput succeeds(PlannedStep step) {
    return new SagaInput.StepReported(Events.succeeded(now(step), Map.of()));
  }

  private static Execution now(PlannedStep step) {
    return Events.execution(Situation.COMMAND, step.name(), Situation.ATTEMPT, 7L << 32 | 40);
  }

  private static Execution execution(int attempt) {
    return execution(Situation.COMMAND, attempt);
  }

  private static Execution execution(UUID command, int attempt) {
    return Events.execution(command, Situation.STEP.name(), attempt, 7L << 32 | 40);
  }

  private static String page() {
    Set<String> arrows = new LinkedHashSet<>();
    StringBuilder rows = new StringBuilder();
    for (String line : TABLE.lines().toList()) {
      String[] parts = line.split(" \\|", 2);
      String moves = parts[1].strip();
      for (String move : moves.isEmpty() ? new String[0] : moves.split("; ")) {
        String[] fromTo = move.split(": ");
        String from = fromTo[0].replaceAll("( for two|, last attempt|, begun)", "");
        String when = parts[0] + (fromTo[0].contains("last") ? ", last attempt" : "");
        boolean moved = !from.equals(fromTo[1]);
        boolean both = moved && arrows.contains(arrow(from, fromTo[1], parts[0]));
        if (moved && !both) {
          arrows.add(arrow(from, fromTo[1], when));
        }
      }
      rows.append("| %s | %s |%n".formatted(parts[0], moves.isEmpty() ? "–" : arrowed(moves)));
    }
    return PAGE_TEXT.formatted(String.join("\n", arrows), rows.toString().strip());
  }

  private static String arrow(String from, String to, String when) {
    return "    %s --> %s: %s".formatted(mermaid(from), mermaid(to), when);
  }

  private static String mermaid(String state) {
    return state.replace("backing-off", "backingOff");
  }

  private static String arrowed(String moves) {
    return Arrays.stream(moves.split("; "))
        .map(move -> move.replaceFirst(": ", " → "))
        .collect(Collectors.joining("<br>"));
  }

  private static final String PAGE_TEXT =
      """
      # The states of a saga and of its steps

      Generated by `StepTransitionsTest` from the table that it holds the engine to; to write it anew, run
      the test with `-Dupdate=true`.

      ## A step

      ```mermaid
      stateDiagram-v2
          backingOff: backing-off
          [*] --> waiting
      %s
          succeeded --> [*]
          skipped --> [*]
          cancelled --> [*]
      ```

      `failed` needs a person who mends something and retries; `halted` needs one who chooses. A ready step runs when its node is free; among several the one that the plan has first. What is not
      in this table changes nothing: an event which does not belong to the attempt that runs now is only
      recorded (`event-ignored`), a timer that goes off too late does nothing.

      | what happens | which state becomes which |
      |---|---|
      %s

      ## A saga

      ```mermaid
      stateDiagram-v2
          rolledBack: rolled-back
          [*] --> created
          created --> running: start
          created --> cancelled: cancel
          running --> succeeded: every step is done or left out
          running --> incident: nothing goes on, and not every step is done
          running --> paused: pause, and what ran has ended
          running --> cancelled: cancel, and what ran has ended
          paused --> running: resume
          paused --> cancelled: cancel
          incident --> running: retry, skip, resolve
          incident --> cancelled: cancel
          succeeded --> rolledBack: another saga took everything back
          incident --> rolledBack: the same
          cancelled --> rolledBack: the same
          running --> quarantined: its data can't be read, applied or stored
          incident --> quarantined: the same
          rolledBack --> [*]
          quarantined --> [*]
      ```

      Which orders a saga takes where it is now is said by its `actions`; any other one is refused. Two
      things keep ready steps from being sent although their node is free: an order (pause), and the *gate*,
      which is closed until every look before an apply has ended well
      ([ADR 0018](../adr/0018-one-engine-many-graphs.md)).

      A quarantined saga is set aside so that it can't stop the others; it says why. The way on is a new
      saga for its integration.
      """;
}
