package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Finding;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaInMemory;
import io.mooring.orchestrator.planner.StepGraph;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;

/** The course of a saga whose participants answer at once as a test says. */
final class Course {
  /** Answers a command; empty where no answer comes. */
  interface Participants extends BiFunction<Command, Execution, Optional<Event>> {}

  private final SagaInMemory saga;
  private final Participants participants;
  private final Deque<Command> sent = new ArrayDeque<>();
  private final List<Command> all = new ArrayList<>();
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private long ids;

  Course(SagaKind kind, StepGraph graph, Participants participants) {
    this.participants = participants;
    SagaEngine engine =
        new SagaEngine(() -> new UUID(4, ids++), delay -> delay, Situation.START_WITHIN);
    this.saga =
        new SagaInMemory(
            engine, NewSaga.of(NewSaga.Origin.of(Events.SAGA, 7, Events.INTEGRATION, kind), graph));
  }

  /** Starts it and goes on until nothing is to come. */
  Course run() {
    take(new SagaInput.Start("anna"));
    return goOn();
  }

  /** Answers what was sent and lets timers go off until nothing is to come. */
  Course goOn() {
    while (true) {
      Command next = sent.poll();
      if (next != null) {
        answer(next);
      } else if (!letNextPauseElapse()) {
        return this;
      }
    }
  }

  private boolean letNextPauseElapse() {
    Optional<Timer> next =
        saga.due(Instant.MAX).stream()
            .filter(timer -> timer.kind() == Timer.Kind.BACK_OFF)
            .findFirst();
    next.ifPresent(
        timer -> {
          now = timer.due();
          take(timer.input());
        });
    return next.isPresent();
  }

  private void answer(Command command) {
    Execution execution = execution(command);
    participants
        .apply(command, execution)
        .ifPresent(event -> take(new SagaInput.StepReported(event)));
  }

  static Execution execution(Command command) {
    return Events.execution(
        command.dispatch().command(),
        command.dispatch().step(),
        command.dispatch().attempt(),
        command.dispatch().epoch());
  }

  Course order(Order order) {
    take(new SagaInput.Ordered(order, "ben", "because"));
    return this;
  }

  Transition take(SagaInput input) {
    Transition transition = saga.apply(input, now);
    sent.addAll(transition.commands());
    all.addAll(transition.commands());
    return transition;
  }

  /** The steps that were sent so far, in order, as texts. */
  List<String> sent() {
    return all.stream().map(command -> command.dispatch().step().toString()).toList();
  }

  List<Command> commands() {
    return all;
  }

  SagaState state() {
    return saga.saga().state();
  }

  SagaInMemory saga() {
    return saga;
  }

  String label(String step) {
    return saga.step(StepName.parse(step)).state().label();
  }

  static Event done(Execution execution, boolean changed, Finding... findings) {
    return new Event.StepSucceeded(
        execution,
        Instant.EPOCH,
        changed,
        "looked",
        List.of(),
        List.of(findings),
        Map.of(),
        Duration.ofMillis(5),
        Optional.of("digest"),
        List.of());
  }
}
