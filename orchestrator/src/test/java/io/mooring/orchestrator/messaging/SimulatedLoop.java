package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.PowerCuts.PowerCut;
import io.mooring.orchestrator.persistence.DatabaseFault;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.service.SagaWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** What {@link WriterLoop} does, turn by turn, over a topic in memory. */
public final class SimulatedLoop {
  private static final Duration BETWEEN_COMPARISONS = Duration.ofMillis(500);
  private static final Duration BETWEEN_COMMITS = Duration.ofMillis(200);

  private final SagaWriter writer;
  private final Topic topic;
  private final Clock clock;
  private final DueTimers timers;
  private Instant compared = Instant.EPOCH;
  private Instant committed = Instant.EPOCH;
  private int position;
  private boolean open;
  private boolean caughtUp;

  /** The topic on which participants speak, and how far it was read. */
  public static final class Topic {
    private final List<SagaInput.StepReported> events = new ArrayList<>();
    private final BooleanSupplier away;
    private int committed;

    /**
     * An empty topic.
     *
     * @param away whether its broker is away
     */
    public Topic(BooleanSupplier away) {
      this.away = away;
    }

    /** A participant says something. */
    public void add(SagaInput.StepReported event) {
      events.add(event);
    }
  }

  /** The loop of one process. */
  public SimulatedLoop(SagaWriter writer, Topic topic, Clock clock) {
    this.writer = writer;
    this.topic = topic;
    this.clock = clock;
    this.timers = new DueTimers(writer::nextTimer, writer::applyDueTimers, this::standing, clock);
  }

  private StepEventSource.Standing standing() {
    return topic.away.getAsBoolean()
        ? StepEventSource.Standing.UNKNOWN
        : position < topic.events.size()
            ? StepEventSource.Standing.BEHIND
            : StepEventSource.Standing.AT_END;
  }

  /** How long nothing is to be done unless something comes. */
  public Duration untilNext(Duration longest) {
    return timers.untilNext(longest);
  }

  /**
   * One turn.
   *
   * @return how many events it took
   * @throws PowerCut when the process died in it
   */
  public int turn() {
    try {
      return writer.hold() ? work() : 0;
    } catch (DatabaseFault fault) {
      letGo();
      return 0;
    }
  }

  /** It can't write any more. */
  public void letGo() {
    caughtUp = false;
    open = false;
    writer.letGo();
  }

  private int work() {
    if (!open) {
      position = topic.committed;
      open = true;
    }
    int taken = topic.away.getAsBoolean() ? 0 : take();
    if (!clock.instant().isBefore(committed.plus(BETWEEN_COMMITS))) {
      committed = clock.instant();
      topic.committed = position;
    }
    if (!caughtUp && standing() == StepEventSource.Standing.AT_END) {
      caughtUp = true;
      writer.sendAgain();
    }
    if (caughtUp) {
      timers.apply();
      if (clock.instant().isAfter(compared.plus(BETWEEN_COMPARISONS))) {
        writer.compareWithRows();
        compared = clock.instant();
      }
    }
    return taken;
  }

  private int take() {
    List<SagaInput.StepReported> records = topic.events.subList(position, topic.events.size());
    int taken = records.size();
    position += taken;
    Map<UUID, List<SagaInput>> inputs = new LinkedHashMap<>();
    for (SagaInput.StepReported event : records) {
      inputs.computeIfAbsent(event.event().execution().saga(), id -> new ArrayList<>()).add(event);
    }
    writer
        .advance(inputs)
        .forEach(
            (saga, what) -> {
              if (what != SagaWriter.Taken.APPLIED) {
                throw new AssertionError("saga " + saga + ": " + what);
              }
            });
    return taken;
  }
}
