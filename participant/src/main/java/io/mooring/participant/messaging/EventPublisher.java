package io.mooring.participant.messaging;

import io.mooring.bus.DeadLetterHeaders;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.bus.Encoded;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Event;
import io.mooring.participant.run.EventBounds;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.eclipse.microprofile.reactive.messaging.OnOverflow;
import org.jboss.logging.Logger;

/** Sends events, and records that nobody can decode, to the bus; keyed by saga. */
@Singleton
public final class EventPublisher {
  private static final Logger LOG = Logger.getLogger(EventPublisher.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
  private static final byte[] EMPTY = new byte[0];

  private final MessageCodec codec;
  private final Emitter<byte[]> events;
  private final Emitter<byte[]> deadLetters;

  /** A publisher; the number of steps that run at once bounds what waits in its channels. */
  public EventPublisher(
      MessageCodec codec,
      @Channel("step-events") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          Emitter<byte[]> events,
      @Channel("participant-dead-letters") @OnOverflow(OnOverflow.Strategy.UNBOUNDED_BUFFER)
          Emitter<byte[]> deadLetters) {
    this.codec = codec;
    this.events = events;
    this.deadLetters = deadLetters;
  }

  /**
   * Sends an event, again and again until the broker has it; blocks until then. One that the broker
   * refuses for its size goes with next to no text.
   */
  void publish(Event event) {
    String what = "an event of " + event.execution().step();
    if (!accepted(what, () -> send(events, event))
        && !accepted(what, () -> send(events, EventBounds.LEAST.fit(event)))) {
      LOG.errorf("%s is lost: the broker does not even take it without its texts", what);
    }
  }

  /**
   * Puts a record away as it came; blocks until the broker has it. One that is too long with the
   * reason added is put away without its value, and where it was is logged.
   */
  void deadLetter(
      IncomingKafkaRecordMetadata<?, ?> record, byte[] value, Undecodable<?> undecodable) {
    RecordHeaders headers = new RecordHeaders(record.getHeaders());
    DeadLetterHeaders.add(
        headers,
        undecodable.reason().name(),
        undecodable.detail(),
        record.getTopic(),
        record.getPartition(),
        record.getOffset());
    LOG.warnf(
        "dead letter: %s-%d offset %d: %s (%s)",
        record.getTopic(),
        record.getPartition(),
        record.getOffset(),
        undecodable.reason(),
        undecodable.detail());
    if (!accepted("a dead letter", () -> send(deadLetters, record.getKey(), headers, value))
        && !accepted(
            "a dead letter",
            () -> send(deadLetters, record.getKey(), cut(headers, value), EMPTY))) {
      LOG.error("a dead letter is lost: the broker does not even take its headers");
    }
  }

  private static RecordHeaders cut(RecordHeaders headers, byte[] value) {
    DeadLetterHeaders.addCutFrom(headers, value.length);
    return headers;
  }

  private CompletableFuture<Void> send(Emitter<byte[]> channel, Event event) {
    Encoded encoded = codec.encode(event);
    RecordHeaders headers = new RecordHeaders();
    encoded
        .headers()
        .forEach((name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
    return send(channel, event.execution().saga().toString(), headers, encoded.body());
  }

  private static CompletableFuture<Void> send(
      Emitter<byte[]> channel, Object key, RecordHeaders headers, byte[] value) {
    CompletableFuture<Void> accepted = new CompletableFuture<>();
    OutgoingKafkaRecordMetadata<Object> record =
        OutgoingKafkaRecordMetadata.builder().withKey(key).withHeaders(headers).build();
    Message<byte[]> message =
        Message.of(
            value,
            Metadata.of(record),
            () -> {
              accepted.complete(null);
              return CompletableFuture.completedFuture(null);
            },
            failure -> {
              accepted.completeExceptionally(failure);
              return CompletableFuture.completedFuture(null);
            });
    try {
      channel.send(message);
    } catch (IllegalStateException notConnected) {
      accepted.completeExceptionally(notConnected);
    }
    return accepted;
  }

  /** Sends until the broker answers: whether it has it now, or will never take it for its size. */
  private static boolean accepted(String what, Sending sending) {
    return Uni.createFrom()
        .completionStage(sending::send)
        .replaceWith(true)
        .onFailure(EventPublisher::isTooLarge)
        .recoverWithItem(
            refusal -> {
              LOG.errorf("%s is too large for the broker: %s", what, refusal.getMessage());
              return false;
            })
        .onFailure()
        .invoke(failure -> LOG.warnf("%s was not accepted by the broker: %s", what, failure))
        .onFailure()
        .retry()
        .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
        .indefinitely()
        .await()
        .indefinitely();
  }

  private static boolean isTooLarge(Throwable failure) {
    return failure instanceof RecordTooLargeException
        || failure instanceof RecordBatchTooLargeException
        || failure.getCause() != null && isTooLarge(failure.getCause());
  }

  private interface Sending {
    CompletableFuture<Void> send();
  }
}
