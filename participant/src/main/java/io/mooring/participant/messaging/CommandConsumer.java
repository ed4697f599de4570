package io.mooring.participant.messaging;

import io.mooring.bus.Decoding;
import io.mooring.bus.Decoding.Decoded;
import io.mooring.bus.Decoding.Undecodable;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepProgressed;
import io.mooring.contracts.Event.StepStarted;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Mode;
import io.mooring.participant.run.CrashPoint;
import io.mooring.participant.run.CrashPoints;
import io.mooring.participant.run.EventBounds;
import io.mooring.participant.run.NodeTurns;
import io.mooring.participant.run.ParticipantInstance;
import io.mooring.participant.run.ParticipantSettings;
import io.mooring.participant.run.StepRunner;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.api.IncomingKafkaRecordMetadata;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Takes records of a topic of commands, runs each on a virtual thread of its own, and acknowledges
 * it when the broker has its outcome. What is not acknowledged when the process ends is delivered
 * again, to another one.
 */
@Singleton
public final class CommandConsumer {
  private static final Logger LOG = Logger.getLogger(CommandConsumer.class);

  /** Who watches does not miss that a look has begun which takes no longer. */
  private static final Duration UNTOLD_LOOK = Duration.ofMillis(300);

  private final MessageCodec codec;
  private final StepRunner runner;
  private final NodeTurns turns;
  private final RunningSteps running;
  private final Handover handover;
  private final EventPublisher publisher;
  private final ParticipantInstance instance;
  private final CrashPoints crashPoints;
  private final Clock clock;
  private final Semaphore slots;
  private final Executor threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("step-", 0).factory());
  private final Executor threadsLater =
      CompletableFuture.delayedExecutor(UNTOLD_LOOK.toMillis(), TimeUnit.MILLISECONDS, threads);

  /** A consumer that runs as many steps at once as the settings say, over all its channels. */
  public CommandConsumer(
      MessageCodec codec,
      StepRunner runner,
      NodeTurns turns,
      RunningSteps running,
      @Identifier(Handover.NAME) Handover handover,
      EventPublisher publisher,
      ParticipantInstance instance,
      CrashPoints crashPoints,
      Clock clock,
      ParticipantSettings settings) {
    this.codec = codec;
    this.runner = runner;
    this.turns = turns;
    this.running = running;
    this.handover = handover;
    this.publisher = publisher;
    this.instance = instance;
    this.crashPoints = crashPoints;
    this.clock = clock;
    this.slots = new Semaphore(settings.concurrency());
  }

  /**
   * Takes a record over. The stage completes as soon as it has a slot, not when it is done: so the
   * channel hands out the next one, but never more than there are slots.
   */
  public CompletionStage<Void> receive(Message<byte[]> message) {
    IncomingKafkaRecordMetadata<?, ?> record =
        message.getMetadata(IncomingKafkaRecordMetadata.class).orElseThrow();
    PartitionInHand partition =
        handover.received(
            new TopicPartition(record.getTopic(), record.getPartition()), record.getOffset());
    return CompletableFuture.runAsync(slots::acquireUninterruptibly, threads)
        .thenAccept(slot -> threads.execute(() -> handle(message, record, partition)));
  }

  private void handle(
      Message<byte[]> message,
      IncomingKafkaRecordMetadata<?, ?> record,
      PartitionInHand partition) {
    boolean done = true;
    try {
      Decoding<Command> decoding = codec.decodeCommand(record.getHeaders(), message.getPayload());
      done =
          switch (decoding) {
            case Decoded<Command> decoded ->
                execute(decoded.message(), () -> handover.begin(partition, record.getOffset()));
            case Undecodable<Command> undecodable -> {
              publisher.deadLetter(record, message.getPayload(), undecodable);
              yield true;
            }
          };
    } catch (RuntimeException defect) {
      // One record must not stop its partition; the orchestrator notices by the step's limit.
      LOG.error("a command could not be handled", defect);
    } finally {
      slots.release();
    }
    if (done) {
      message.ack();
    }
    handover.end(partition, record.getOffset(), done);
  }

  /**
   * Whether the command is done with; one that can't begin before the process stops, or before its
   * partition is given to another one, is not.
   */
  private boolean execute(Command command, BooleanSupplier mayBegin) {
    AtomicBoolean left = new AtomicBoolean();
    turns.take(
        command.dispatch(),
        () -> left.set(!mayBegin.getAsBoolean() || !running.run(() -> carryOut(command))));
    return !left.get();
  }

  /** How far a step is, after that it has begun. */
  private void tell(Command command, CompletableFuture<Void> begun, String summary) {
    begun.join();
    publisher.publish(
        EventBounds.USUAL.fit(
            new StepProgressed(instance.execution(command), clock.instant(), summary, false)));
  }

  private void carryOut(Command command) {
    StepStarted started = new StepStarted(instance.execution(command), clock.instant());
    // A look changes nothing: one that ends at once needs no beginning.
    AtomicBoolean toBeTold = new AtomicBoolean(true);
    CompletableFuture<Void> told =
        CompletableFuture.runAsync(
            () -> {
              if (toBeTold.getAndSet(false)) {
                publisher.publish(started);
              }
            },
            command.dispatch().mode() == Mode.PLAN ? threadsLater : threads);
    Event outcome = runner.run(command, summary -> tell(command, told, summary));
    boolean changed =
        outcome instanceof StepSucceeded done
            && done.changed()
            && command.dispatch().mode() != Mode.PLAN;
    if (changed) {
      crashPoints.reach(CrashPoint.BEFORE_OUTCOME);
    }
    if (command.dispatch().mode() != Mode.PLAN || !toBeTold.getAndSet(false)) {
      // The orchestrator measures the step's limit from here, so this must arrive: it is sent
      // until the broker has it, while the step runs already.
      told.join();
    }
    publisher.publish(outcome);
    if (changed) {
      crashPoints.reach(CrashPoint.AFTER_OUTCOME);
    }
  }
}
