package io.mooring.orchestrator.messaging;

import io.mooring.bus.Decoding.Decoded;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Event;
import io.mooring.orchestrator.saga.SagaInput;
import io.mooring.orchestrator.saga.SagaInput.StepReported;
import io.mooring.orchestrator.service.EngineDefect;
import io.mooring.orchestrator.service.SagaTransaction;
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

  private final SagaTransaction sagas;
  private final DeadLetters deadLetters;
  private final MessageCodec codec;
  private final CountDownLatch stopping = new CountDownLatch(1);

  StepEventConsumer(
      SagaTransaction sagas, DeadLetters deadLetters, @Identifier("orchestrator") Clock clock) {
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
            untilDone(
                () -> deadLetters.keep(record, undecodable.reason().name(), undecodable.detail()));
      }
    }
    untilDone(() -> apply(received));
  }

  void stop(@Observes ShutdownEvent stopped) {
    stopping.countDown();
  }

  private void apply(List<Received> received) {
    try {
      sagas.advance(bySaga(received));
    } catch (EngineDefect defect) {
      received.forEach(this::applyAlone);
    }
  }

  /** One event that the engine can't take must not stop the others. */
  private void applyAlone(Received received) {
    try {
      sagas.advance(bySaga(List.of(received)));
    } catch (EngineDefect defect) {
      LOG.errorf(
          defect,
          "The event for %s of saga %s can't be applied. Please report this.",
          received.event().execution().step(),
          received.event().execution().saga());
      deadLetters.keep(received.record(), "DEFECT", "the saga engine could not take it");
    }
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

  private void untilDone(Runnable work) {
    for (int faults = 0; ; faults++) {
      try {
        work.run();
        return;
      } catch (RuntimeException fault) {
        if (faults == 0) {
          LOG.warn("Step events can't be taken now; they are tried again until they are", fault);
        }
        pause(faults, fault);
      }
    }
  }

  private void pause(int faults, RuntimeException fault) {
    try {
      if (stopping.await(
          Math.min(LONGEST_PAUSE_MILLIS, 100L << Math.min(faults, 6)), TimeUnit.MILLISECONDS)) {
        throw fault;
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw fault;
    }
  }
}
