package io.mooring.participant.messaging;

import io.mooring.bus.Decoding.Undecodable;
import io.mooring.bus.Encoded;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Event;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
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
  /** Tells in a dead letter why it is one. */
  public static final String REASON = "mooring-reason";

  private static final Logger LOG = Logger.getLogger(EventPublisher.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

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

  /** Sends an event, again and again until the broker has it; blocks until then. */
  void publish(Event event) {
    untilAccepted("an event of " + event.execution().step(), () -> send(events, event));
  }

  /** Puts a record away as it came; blocks until the broker has it. */
  void deadLetter(
      IncomingKafkaRecordMetadata<?, ?> record, byte[] value, Undecodable<?> undecodable) {
    RecordHeaders headers = new RecordHeaders(record.getHeaders());
    headers.add(REASON, undecodable.reason().name().getBytes(StandardCharsets.UTF_8));
    LOG.warnf(
        "dead letter: %s-%d offset %d: %s (%s)",
        record.getTopic(),
        record.getPartition(),
        record.getOffset(),
        undecodable.reason(),
        undecodable.detail());
    untilAccepted("a dead letter", () -> send(deadLetters, record.getKey(), headers, value));
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

  private static void untilAccepted(String what, Sending sending) {
    Duration pause = Duration.ofMillis(200);
    while (true) {
      try {
        sending.send().join();
        return;
      } catch (CompletionException failure) {
        LOG.warnf("%s was not accepted by the broker: %s", what, failure.getCause());
        pause(pause);
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : pause;
      }
    }
  }

  private static void pause(Duration pause) {
    try {
      Thread.sleep(pause);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the broker did not answer", stopping);
    }
  }

  private interface Sending {
    CompletableFuture<Void> send();
  }
}
