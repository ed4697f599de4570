package io.mooring.infrastructure;

import io.mooring.bus.Decoding;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.contracts.Participant;
import io.mooring.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other end of the bus: sends commands, reads events and dead letters. */
public final class Wire implements AutoCloseable {
  private final MessageCodec codec = new MessageCodec(Clock.systemUTC());
  private final KafkaProducer<String, byte[]> producer;
  private final KafkaConsumer<String, byte[]> consumer;
  private final List<ConsumerRecord<String, byte[]>> seen = new ArrayList<>();

  /** Connects to the broker. */
  public Wire(String bootstrapServers) {
    producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                UUID.randomUUID().toString(),
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    consumer.subscribe(List.of(Topics.STEP_EVENTS, Topics.DEAD_LETTERS));
  }

  /** Sends a command as the orchestrator does. */
  public void send(Command command) {
    send(
        codec
            .encode(command)
            .on(Topics.commands(Participant.CEPH), command.dispatch().node().name().value()));
  }

  /** Sends any record. */
  public void send(ProducerRecord<String, byte[]> record) {
    producer.send(record);
    producer.flush();
  }

  /** All events of a command until now. */
  public List<Event> events(Command command) {
    poll();
    return told()
        .filter(event -> event.execution().command().equals(command.dispatch().command()))
        .toList();
  }

  /** All events until now, by their commands. */
  public Map<UUID, List<Event>> events() {
    poll();
    return told().collect(Collectors.groupingBy(event -> event.execution().command()));
  }

  private Stream<Event> told() {
    return seen.stream()
        .filter(record -> record.topic().equals(Topics.STEP_EVENTS))
        .map(record -> codec.decodeEvent(record.headers(), record.value()))
        .map(decoding -> ((Decoding.Decoded<Event>) decoding).message());
  }

  /** All dead letters with this key until now. */
  public List<ConsumerRecord<String, byte[]>> deadLetters(String key) {
    poll();
    return seen.stream()
        .filter(record -> record.topic().equals(Topics.DEAD_LETTERS) && key.equals(record.key()))
        .toList();
  }

  private void poll() {
    consumer.poll(Duration.ofMillis(100)).forEach(seen::add);
  }

  @Override
  public void close() {
    producer.close();
    consumer.close();
  }
}
