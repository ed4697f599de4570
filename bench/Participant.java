import io.mooring.bus.Decoding;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Mode;
import io.mooring.contracts.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All participants as one process: says at once that each step begins, and that it has succeeded;
 * of looks, as real participants do, only the latter.
 */
final class Participant {
  private Participant() {}

  static long micros(Instant at) {
    return at.getEpochSecond() * 1_000_000 + at.getNano() / 1000;
  }

  /**
   * ARGUMENTS: the broker, a file that says when commands of a lone saga came, and one that keeps
   * it from answering as long as it is there.
   */
  public static void main(String[] arguments) throws Exception {
    MessageCodec codec = new MessageCodec(Clock.systemUTC());
    Path times = Path.of(arguments[1]);
    Path hold = Path.of(arguments[2]);
    Files.deleteIfExists(times);
    StringBuilder log = new StringBuilder();
    long written = System.nanoTime();
    try (KafkaConsumer<String, byte[]> consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers",
                    arguments[0],
                    "group.id",
                    "bench",
                    "auto.offset.reset",
                    "earliest",
                    "max.poll.records",
                    2000,
                    "auto.commit.interval.ms",
                    1000,
                    "allow.auto.create.topics",
                    false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        KafkaProducer<String, byte[]> producer =
            new KafkaProducer<>(
                Map.of(
                    "bootstrap.servers",
                    arguments[0],
                    "linger.ms",
                    0,
                    "acks",
                    "all",
                    "max.in.flight.requests.per.connection",
                    1,
                    "batch.size",
                    65536),
                new StringSerializer(),
                new ByteArraySerializer())) {
      consumer.subscribe(
          Stream.of(io.mooring.contracts.Participant.values()).map(Topics::commands).toList());
      while (true) {
        consumer.resume(consumer.paused());
        if (Files.exists(hold)) {
          consumer.pause(consumer.assignment());
        }
        for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (!(codec.decodeCommand(record.headers(), record.value())
              instanceof Decoding.Decoded<Command> decoded)) {
            continue;
          }
          Command command = decoded.message();
          if (command.dispatch().integration().value().startsWith("lone-")) {
            log.append(command.dispatch().saga())
                .append(' ')
                .append(micros(Instant.now()))
                .append('\n');
          }
          for (Event event : answer(command)) {
            producer.send(
                codec.encode(event).on(Topics.STEP_EVENTS, event.execution().saga().toString()));
          }
        }
        if (!log.isEmpty() && System.nanoTime() - written > 500_000_000L) {
          Files.writeString(
              times,
              log,
              java.nio.file.StandardOpenOption.CREATE,
              java.nio.file.StandardOpenOption.APPEND);
          log.setLength(0);
          written = System.nanoTime();
        }
      }
    }
  }

  private static List<Event> answer(Command command) {
    Execution execution = Execution.of(command, "bench-0");
    Instant now = Instant.now();
    Event succeeded =
        new Event.StepSucceeded(
            execution,
            now,
            true,
            "the package ceph-common is installed in the wanted version",
            List.of(),
            List.of(),
            Map.of(),
            Duration.ofMillis(1),
            Optional.empty(),
            List.of());
    return command.dispatch().mode() == Mode.PLAN
        ? List.of(succeeded)
        : List.of(new Event.StepStarted(execution, now), succeeded);
  }
}
