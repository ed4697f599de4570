package io.mooring.orchestrator.it;

import io.mooring.bus.Decoding;
import io.mooring.bus.Encoded;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.Participant;
import io.mooring.contracts.Ran;
import io.mooring.contracts.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * All four participants as one thread that touches no node: it answers as the test tells it, each
 * command one poll after it came, so that commands which may overlap do.
 */
public final class FakeParticipant implements AutoCloseable {
  /** Real participants keep no more of an output either; the record has to fit. */
  private static final int LONGEST_OUTPUT = 4000;

  private static final String ILL = "the node is not well";

  private final MessageCodec codec = new MessageCodec(Clock.systemUTC());
  private final KafkaConsumer<String, byte[]> consumer;
  private final KafkaProducer<String, byte[]> producer;
  private final Function<Command, Answer> behaviour;
  private final Function<Command, Event> success;
  private final Queue<Command> commands = new ConcurrentLinkedQueue<>();
  private List<Command> unanswered = new ArrayList<>();
  private final Queue<Command> overlapping = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile boolean stopping;

  /** A node that has a command of a saga which is not answered yet. */
  private record BusyNode(UUID saga, NodeName node) {
    static BusyNode of(Command command) {
      return new BusyNode(command.dispatch().saga(), command.dispatch().node().name());
    }
  }

  /** What becomes of a command. */
  public enum Answer {
    /** It began and succeeded. */
    SUCCEEDED,
    /** It failed in a way that may heal. */
    FAILED_RETRYABLE,
    /** It failed and needs a person. */
    FAILED,
    /** It began and succeeded; everything is told twice, and the end before the beginning. */
    SUCCEEDED_IN_DISORDER,
    /** Nothing is ever heard of it. */
    SILENT
  }

  /** Answers what is asked for one integration; of all others nothing is ever heard. */
  public static FakeParticipant of(
      String bootstrapServers, String integration, Function<Command, Answer> behaviour) {
    return new FakeParticipant(
        bootstrapServers,
        command ->
            command.dispatch().integration().value().equals(integration)
                ? behaviour.apply(command)
                : Answer.SILENT);
  }

  /** Begins to answer. */
  public FakeParticipant(String bootstrapServers, Function<Command, Answer> behaviour) {
    this(bootstrapServers, behaviour, FakeParticipant::succeeded);
  }

  /**
   * Begins to answer.
   *
   * @param success what is said of a command that succeeded
   */
  FakeParticipant(
      String bootstrapServers,
      Function<Command, Answer> behaviour,
      Function<Command, Event> success) {
    this.behaviour = behaviour;
    this.success = success;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "group.id",
                "fake-" + UUID.randomUUID(),
                "auto.offset.reset",
                "earliest",
                "allow.auto.create.topics",
                false,
                "max.poll.records",
                1000),
            new StringDeserializer(),
            new ByteArrayDeserializer());
    this.producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", bootstrapServers),
            new StringSerializer(),
            new ByteArraySerializer());
    consumer.subscribe(Stream.of(Participant.values()).map(Topics::commands).toList());
    this.thread = Thread.ofPlatform().daemon().name("fake-participant").start(this::run);
  }

  /** The commands for an integration, in the order of arrival. */
  public List<Command> commands(String integration) {
    return commands.stream()
        .filter(command -> command.dispatch().integration().value().equals(integration))
        .toList();
  }

  /** The commands for an integration that came before the former one of their node was answered. */
  List<Command> overlapping(String integration) {
    return overlapping.stream()
        .filter(command -> command.dispatch().integration().value().equals(integration))
        .toList();
  }

  /** Says something about a command, whatever the behaviour. */
  void say(Event event) {
    producer.send(codec.encode(event).on(Topics.STEP_EVENTS, event.execution().saga().toString()));
    producer.flush();
  }

  /** Says something that no codec of ours would write. */
  void sayRaw(String topic, String key, Encoded message) {
    producer.send(message.on(topic, key));
    producer.flush();
  }

  /** A record that nobody understands. */
  void sayNonsense() {
    producer.send(
        new org.apache.kafka.clients.producer.ProducerRecord<>(
            Topics.STEP_EVENTS, "nobody", new byte[] {1, 2, 3}));
    producer.flush();
  }

  @Override
  public void close() {
    stopping = true;
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(10));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }

  static Event succeeded(Command command) {
    return succeeded(command, Map.of());
  }

  static Event succeeded(Command command, Map<String, String> facts) {
    return new Event.StepSucceeded(
        Execution.of(command, "fake-0"),
        Instant.now(),
        true,
        "done",
        List.of(),
        List.of(),
        facts,
        Duration.ofMillis(1),
        Optional.empty(),
        List.of(),
        ran(command, 0, "done so"));
  }

  private void run() {
    try (consumer) {
      while (!stopping) {
        Duration patience = Duration.ofMillis(unanswered.isEmpty() ? 100 : 20);
        List<Command> former = unanswered;
        unanswered = new ArrayList<>();
        Set<BusyNode> busy = former.stream().map(BusyNode::of).collect(Collectors.toSet());
        for (ConsumerRecord<String, byte[]> record : consumer.poll(patience)) {
          if (codec.decodeCommand(record.headers(), record.value())
              instanceof Decoding.Decoded<Command> decoded) {
            take(decoded.message(), busy);
          }
        }
        former.forEach(this::answer);
      }
    } catch (org.apache.kafka.common.errors.WakeupException closed) {
      // The test is over.
    }
  }

  private void take(Command command, Set<BusyNode> busy) {
    commands.add(command);
    unanswered.add(command);
    if (!busy.add(BusyNode.of(command))) {
      overlapping.add(command);
    }
  }

  private void answer(Command command) {
    for (Event event : events(command)) {
      producer.send(
          codec.encode(event).on(Topics.STEP_EVENTS, event.execution().saga().toString()));
    }
  }

  private List<Event> events(Command command) {
    Event.StepStarted started =
        new Event.StepStarted(Execution.of(command, "fake-0"), Instant.now());
    List<Event> events = new ArrayList<>();
    switch (behaviour.apply(command)) {
      case SUCCEEDED -> events.addAll(List.of(started, success.apply(command)));
      case SUCCEEDED_IN_DISORDER -> {
        Event end = succeeded(command);
        events.addAll(List.of(end, started, end, started));
      }
      case FAILED_RETRYABLE ->
          events.addAll(List.of(started, failed(command, ErrorCode.NODE_UNREACHABLE, ILL)));
      case FAILED ->
          events.addAll(List.of(started, failed(command, ErrorCode.NODE_UNSUITABLE, ILL)));
      case SILENT -> {
        // Nothing is said.
      }
    }
    return events;
  }

  private static List<Ran> ran(Command command, int status, String output) {
    return List.of(
        new Ran(
            1,
            command.dispatch().node().name(),
            "pretend",
            List.of("to", "work"),
            OptionalInt.of(status),
            Duration.ofMillis(1),
            output.length(),
            // What is too long is cut before it leaves.
            output.substring(0, Math.min(output.length(), 1_000))));
  }

  static Event failed(Command command, String message) {
    return failed(command, ErrorCode.NODE_UNSUITABLE, message);
  }

  private static Event failed(Command command, ErrorCode code, String message) {
    return new Event.StepFailed(
        Execution.of(command, "fake-0"),
        Instant.now(),
        code,
        code.retryable(),
        message,
        code.next(),
        List.of(),
        List.of(),
        Duration.ofMillis(1),
        Optional.empty(),
        List.of(),
        ran(command, 1, message.substring(0, Math.min(message.length(), LONGEST_OUTPUT))));
  }
}
