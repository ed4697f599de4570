package io.mooring.orchestrator.messaging;

import io.mooring.bus.Decoding.Decoded;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Event;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaInput.StepReported;
import io.mooring.orchestrator.service.IsolatedSagas;
import io.mooring.orchestrator.service.IsolatedSagas.Taken;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Takes what participants say. A poll's events become one transaction. Offsets are committed after
 * it, so an event may come twice: the engine ignores the second. Whatever is wrong with a record
 * makes it a dead letter; whatever is wrong with database or broker is waited for.
 */
@ApplicationScoped
class StepEventConsumer {
  private static final Logger LOG = Logger.getLogger(StepEventConsumer.class);
  private static final long LONGEST_PAUSE_MILLIS = 5_000;

  private final IsolatedSagas sagas;
  private final DeadLetters deadLetters;
  private final MessageCodec codec;
  private final CountDownLatch stopping = new CountDownLatch(1);

  StepEventConsumer(
      IsolatedSagas sagas, DeadLetters deadLetters, @Identifier("orchestrator") Clock clock) {
    this.sagas = sagas;
    this.deadLetters = deadLetters;
    this.codec = new MessageCodec(clock);
  }

  /** An event with the record that it came in. */
  private record Received(ConsumerRecord<String, byte[]> record, Event event) {}

  @Incoming("orchestrator-step-events")
  @Blocking
  void consume(ConsumerRecords<String, byte[]> records) {
    List<Received> received = new ArrayList<>(records.count());
    for (ConsumerRecord<String, byte[]> record : records) {
      switch (codec.decodeEvent(record.headers(), record.value())) {
        case Decoded<Event> decoded -> received.add(new Received(record, decoded.message()));
        case Undecodable<Event> undecodable ->
            keep(record, undecodable.reason().name(), undecodable.detail());
      }
    }
    if (!received.isEmpty()) {
      apply(received);
    }
  }

  private void apply(List<Received> received) {
    Map<UUID, Taken> taken = untilDone(() -> sagas.advance(bySaga(received)));
    for (Received one : received) {
      switch (taken.get(one.event().execution().saga())) {
        case APPLIED -> {
          // As it should be.
        }
        case UNKNOWN_SAGA -> keep(one.record(), "UNKNOWN_SAGA", "no saga has this id");
        case SAGA_QUARANTINED -> keep(one.record(), "SAGA_QUARANTINED", "its saga is set aside");
      }
    }
  }

  void stop(@Observes ShutdownEvent stopped) {
    stopping.countDown();
  }

  private void keep(ConsumerRecord<String, byte[]> record, String reason, String detail) {
    untilDone(
        () -> {
          deadLetters.keep(record, reason, detail);
          return record;
        });
  }

  private static Map<UUID, List<SagaInput>> bySaga(List<Received> received) {
    Map<UUID, List<SagaInput>> inputs = new HashMap<>();
    for (Received one : received) {
      inputs
          .computeIfAbsent(one.event().execution().saga(), saga -> new ArrayList<>())
          .add(new StepReported(one.event()));
    }
    return inputs;
  }

  private <T> T untilDone(Supplier<T> work) {
    for (int faults = 0; ; faults++) {
      try {
        return work.get();
      } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError fault) {
        if (faults == 0) {
          LOG.warn("Step events can't be processed now; they are retried automatically", fault);
        }
        pause(faults, fault);
      }
    }
  }

  private void pause(int faults, Throwable fault) {
    try {
      if (stopping.await(
          Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(faults, 6)), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("stopped before the events were processed", fault);
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before the events were processed", fault);
    }
  }
}
