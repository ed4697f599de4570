package io.mooring.orchestrator.messaging;

import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.Topics;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.CommandBus;
import io.mooring.orchestrator.service.WriterTasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jboss.logging.Logger;

/**
 * Sends commands after their commit, keyed by node, so that those of a node keep their order. What
 * the broker does not take now is tried again, while its topic rests and the others go on; what it
 * will never take becomes an incident of its step. A crash loses nothing: the rows of the steps say
 * what is to be sent.
 */
@ApplicationScoped
class CommandSender implements CommandBus {
  private static final Logger LOG = Logger.getLogger(CommandSender.class);
  private static final Duration POLL = Duration.ofMillis(250);

  private final BusProducer producer;
  private final WriterTasks tasks;
  private final BackgroundLoops loops;
  private final MessageCodec codec;
  private final Clock clock;
  private final Bell bell = new Bell();
  private final TopicRests rests = new TopicRests();
  private final Queue<Command> queue = new ConcurrentLinkedQueue<>();
  private BackgroundLoop loop;

  CommandSender(
      BusProducers producers,
      WriterTasks tasks,
      BackgroundLoops loops,
      @Identifier("orchestrator") Clock clock) {
    this.producer = producers.prompt();
    this.tasks = tasks;
    this.loops = loops;
    this.codec = new MessageCodec(clock);
    this.clock = clock;
  }

  void start(@Observes @Priority(BusTopics.FIRST) StartupEvent started) {
    loop = loops.start("mooring-commands", bell, POLL, this::sendWaiting);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  @Override
  public void send(List<Command> commands) {
    if (!commands.isEmpty()) {
      queue.addAll(commands);
      bell.ring();
    }
  }

  @Override
  public void forget() {
    queue.clear();
  }

  /** How many commands the broker did not take yet. */
  int waiting() {
    return queue.size();
  }

  /** The topics that refuse now, with what they said. */
  Map<String, TopicRests.Rest> refusing() {
    return rests.all();
  }

  private void sendWaiting() {
    List<Command> later = new ArrayList<>();
    Set<String> resting = rests.resting(clock.instant());
    for (Command command = queue.poll(); command != null; command = queue.poll()) {
      if (resting.contains(topic(command))) {
        later.add(command);
      } else if (!send(command)) {
        resting = rests.resting(clock.instant());
      }
    }
    queue.addAll(later);
  }

  /** Whether it was handed to the client, which answers later. */
  private boolean send(Command command) {
    String topic = topic(command);
    return producer.send(
        codec.encode(command).on(topic, command.dispatch().node().name().value()),
        delivery -> answered(command, topic, delivery));
  }

  private void answered(Command command, String topic, Delivery delivery) {
    switch (delivery) {
      case Delivery.Acknowledged there -> rests.tookAll(topic);
      case Delivery.Unknown unknown -> {
        queue.add(command);
        rest(topic, unknown.reason());
      }
      case Delivery.Refused never -> {
        LOG.errorf(
            "The broker will never take the command of %s for %s: %s",
            command.dispatch().step(), topic, never.reason());
        tasks.refused(command, never.reason());
      }
    }
  }

  private void rest(String topic, String reason) {
    boolean first = !rests.all().containsKey(topic);
    rests.refused(topic, reason, clock.instant());
    if (first) {
      LOG.warnf(
          "Commands can't be published on %s now; this is retried automatically: %s",
          topic, reason);
    }
  }

  private static String topic(Command command) {
    return Topics.commands(MessageTypes.of(command.action()).participant());
  }
}
