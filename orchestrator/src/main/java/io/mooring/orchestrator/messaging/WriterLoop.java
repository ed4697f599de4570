package io.mooring.orchestrator.messaging;

import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Counted;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaWriter;
import io.mooring.orchestrator.service.SagaWriter.Taken;
import io.mooring.orchestrator.service.WriterTasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/**
 * The thread that writes sagas: what has come in one poll becomes one transaction. Whatever is
 * wrong with a record makes it a dead letter; whatever is wrong with database or broker is waited
 * for.
 */
@ApplicationScoped
class WriterLoop {
  private static final Logger LOG = Logger.getLogger(WriterLoop.class);
  private static final Duration LONGEST_POLL = Duration.ofMillis(200);
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(300);
  private static final Duration BETWEEN_COMPARISONS = Duration.ofMillis(500);

  /** For so long a beginning may wait for an end that comes right behind it. */
  private static final Duration WAIT_FOR_ENDS = Duration.ofMillis(8);

  /** With fewer events the way to another thread and back takes longer than is won by it. */
  private static final int WORTH_READING_AHEAD = 32;

  private final SagaWriter writer;
  private final WriterTasks tasks;
  private final StepEventSource source;
  private final DeadLetters deadLetters;
  private final DueTimers timers;
  private final BackgroundLoops loops;
  private final Arrivals arrived;
  private BackgroundLoop loop;
  private boolean caughtUp;
  private long compared;

  WriterLoop(
      SagaWriter writer,
      WriterTasks tasks,
      StepEventSource source,
      DeadLetters deadLetters,
      BackgroundLoops loops,
      @Identifier("orchestrator") Clock clock) {
    this.writer = writer;
    this.tasks = tasks;
    this.source = source;
    this.deadLetters = deadLetters;
    this.timers = new DueTimers(writer::nextTimer, writer::applyDueTimers, this::standing, clock);
    this.loops = loops;
    this.arrived = new Arrivals(new MessageCodec(clock), deadLetters, WAIT_FOR_ENDS);
  }

  void start(@Observes StartupEvent started) {
    tasks.onArrival(source::wakeUp);
    loop = loops.start("mooring-writer", new Bell(), Duration.ZERO, this::turn);
  }

  /** Another orchestrator goes on at once. */
  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
      letGo();
    }
  }

  private void turn() {
    try {
      if (writer.hold()) {
        work();
      } else {
        tasks.refuse();
        LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
      }
    } catch (RuntimeException | Error fault) {
      letGo();
      throw fault;
    }
  }

  private void letGo() {
    caughtUp = false;
    arrived.clear();
    writer.letGo();
    tasks.refuse();
    source.close();
  }

  private void work() {
    arrived.addAll(source.poll(timers.untilNext(patience())));
    // After the poll: a saga is handed over before its first command leaves.
    tasks.run();
    if (arrived.areWorthATransaction()) {
      take(arrived.take());
    }
    if (deadLetters.areKept()) {
      source.done(arrived.waiting());
    }
    if (!caughtUp && standing() == StepEventSource.Standing.AT_END) {
      caughtUp = true;
      LOG.infof(
          "This orchestrator writes; %s sent again",
          Counted.of(writer.sendAgain(), "command").with("is", "are"));
    }
    if (caughtUp) {
      timers.apply();
      compare();
    }
  }

  private Duration patience() {
    return arrived.areWorthATransaction()
        ? Duration.ZERO
        : arrived.isEmpty() ? LONGEST_POLL : WAIT_FOR_ENDS;
  }

  private StepEventSource.Standing standing() {
    return source.standing(arrived.waiting());
  }

  private void compare() {
    if (System.nanoTime() - compared > BETWEEN_COMPARISONS.toNanos()) {
      writer.compareWithRows();
      compared = System.nanoTime();
    }
  }

  /** What comes while the database works need not be read after it. */
  private void readAhead() {
    arrived.addAll(source.poll(Duration.ZERO));
  }

  private void take(List<Arrivals.Arrived> events) {
    Map<UUID, List<SagaInput>> inputs = new LinkedHashMap<>();
    for (Arrivals.Arrived one : events) {
      inputs
          .computeIfAbsent(one.saga(), id -> new ArrayList<>())
          .add(new SagaInput.StepReported(one.event()));
    }
    Map<UUID, Taken> taken =
        events.size() < WORTH_READING_AHEAD
            ? writer.advance(inputs)
            : writer.advance(inputs, this::readAhead);
    for (Arrivals.Arrived one : events) {
      switch (taken.get(one.saga())) {
        case APPLIED -> {
          // As it should be.
        }
        case UNKNOWN_SAGA -> deadLetters.keep(one.record(), "UNKNOWN_SAGA", "no saga has this id");
        case SAGA_QUARANTINED ->
            deadLetters.keep(one.record(), "SAGA_QUARANTINED", "its saga is set aside");
      }
    }
  }
}
