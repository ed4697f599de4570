package io.mooring.orchestrator.messaging;

import io.mooring.bus.Decoding.Decoded;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What participants have said and the writer has not taken yet. That steps begin is not worth a
 * transaction of its own where they end at once: it waits a moment for what comes behind it.
 */
final class Arrivals {
  private final MessageCodec codec;
  private final DeadLetters deadLetters;
  private final Duration longestWait;
  private List<Arrived> arrived = new ArrayList<>();
  private boolean endsAreAmongThem;
  private long since;

  /** An event with the record that it came as. */
  record Arrived(ConsumerRecord<String, byte[]> record, Event event) {
    UUID saga() {
      return event.execution().saga();
    }
  }

  /**
   * Nothing has come yet.
   *
   * @param longestWait how long beginnings wait for ends
   */
  Arrivals(MessageCodec codec, DeadLetters deadLetters, Duration longestWait) {
    this.codec = codec;
    this.deadLetters = deadLetters;
    this.longestWait = longestWait;
  }

  /** Adds the records of a poll; those that can't be read are dead letters. */
  void addAll(ConsumerRecords<String, byte[]> records) {
    if (arrived.isEmpty()) {
      since = System.nanoTime();
    }
    for (ConsumerRecord<String, byte[]> record : records) {
      switch (codec.decodeEvent(record.headers(), record.value())) {
        case Decoded<Event> decoded -> {
          arrived.add(new Arrived(record, decoded.message()));
          endsAreAmongThem |= decoded.message().ends();
        }
        case Undecodable<Event> undecodable ->
            deadLetters.keep(record, undecodable.reason().name(), undecodable.detail());
      }
    }
  }

  boolean isEmpty() {
    return arrived.isEmpty();
  }

  /** Whether a step has ended, or what is here has waited long enough. */
  boolean areWorthATransaction() {
    return endsAreAmongThem
        || !arrived.isEmpty() && System.nanoTime() - since >= longestWait.toNanos();
  }

  /** Where the first that is not taken stands, of each partition that has one. */
  Map<TopicPartition, Long> waiting() {
    Map<TopicPartition, Long> waiting = new HashMap<>();
    for (Arrived one : arrived) {
      waiting.putIfAbsent(
          new TopicPartition(one.record().topic(), one.record().partition()),
          one.record().offset());
    }
    return waiting;
  }

  /** All of them, in the order in which they came; they are the caller's from now on. */
  List<Arrived> take() {
    List<Arrived> all = arrived;
    clear();
    return all;
  }

  void clear() {
    arrived = new ArrayList<>();
    endsAreAmongThem = false;
  }
}
