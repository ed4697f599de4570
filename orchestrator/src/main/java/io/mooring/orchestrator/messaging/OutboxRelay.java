package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.persistence.OutboxRows;
import io.mooring.orchestrator.persistence.OutboxRows.Pending;
import io.mooring.orchestrator.persistence.PublishingRight;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaAdvanced;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Publishes what transactions left in the outbox. It is woken by each commit; the poll is for what
 * another process committed, or what was left when one died. One orchestrator does so at a time.
 *
 * <p>Each topic has at most one batch in hand, sent outside of any transaction; a topic that
 * refuses rests, and the others go on. A message leaves the outbox once the broker has it, so it
 * may be published twice, when a process dies in between, but never not at all.
 */
@ApplicationScoped
class OutboxRelay {
  private static final Logger LOG = Logger.getLogger(OutboxRelay.class);

  private static final Duration STOP = Duration.ofSeconds(10);

  private final OutboxRows outbox;
  private final PublishingRight right;
  private final BatchSender sender;
  private final BackgroundLoops loops;
  private final Clock clock;
  private final int batch;
  private final Duration poll;
  private final Bell bell = new Bell();
  private final TopicRests rests = new TopicRests();
  private final Set<String> inHand = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("mooring-outbox-", 0).factory());
  private BackgroundLoop loop;

  OutboxRelay(
      OutboxRows outbox,
      PublishingRight right,
      BatchSender sender,
      BackgroundLoops loops,
      @Identifier("orchestrator") Clock clock,
      @ConfigProperty(name = "mooring.orchestrator.outbox.batch") int batch,
      @ConfigProperty(name = "mooring.orchestrator.outbox.poll") Duration poll) {
    this.outbox = outbox;
    this.right = right;
    this.sender = sender;
    this.loops = loops;
    this.clock = clock;
    this.batch = batch;
    this.poll = poll;
  }

  void start(@Observes StartupEvent started) {
    loop = loops.start("mooring-outbox-relay", bell, poll, this::drain);
  }

  /** What is in hand is waited for before another orchestrator may go on. */
  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
    awaitWhatIsInHand();
    right.giveUp();
  }

  private void awaitWhatIsInHand() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(STOP.toSeconds(), TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException end) {
      threads.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    bell.ring();
  }

  /** The topics that refuse now, with what they said. */
  Map<String, TopicRests.Rest> refusing() {
    return rests.all();
  }

  private void drain() {
    int taken = batch;
    while (taken == batch && right.isOurs()) {
      taken = handOut();
    }
  }

  private int handOut() {
    Set<String> closed =
        Stream.concat(inHand.stream(), rests.resting(clock.instant()).stream())
            .collect(Collectors.toSet());
    List<Pending> pending = outbox.oldest(batch, closed);
    Map<String, List<Pending>> byTopic =
        pending.stream()
            .collect(
                Collectors.groupingBy(
                    message -> message.record().topic(), LinkedHashMap::new, Collectors.toList()));
    byTopic.forEach(
        (topic, messages) -> {
          inHand.add(topic);
          threads.execute(() -> send(topic, messages));
        });
    return pending.size();
  }

  private void send(String topic, List<Pending> messages) {
    try {
      sender
          .send(messages)
          .ifPresentOrElse(
              refusal -> rest(topic, refusal, messages.size()), () -> rests.tookAll(topic));
    } catch (RuntimeException | Error fault) {
      rest(topic, fault.toString(), messages.size());
    } finally {
      inHand.remove(topic);
      bell.ring();
    }
  }

  private void rest(String topic, String reason, int messages) {
    boolean first = !rests.all().containsKey(topic);
    rests.refused(topic, reason, clock.instant());
    if (first) {
      LOG.warnf(
          "Up to %d messages can't be published on %s now; this is retried automatically: %s",
          messages, topic, reason);
    }
  }
}
