package io.mooring.participant.messaging;

import io.mooring.participant.run.ParticipantSettings;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

/**
 * Gives partitions to other members of the group so that nothing is done twice: what has not begun
 * is left to them, what runs gets time to end, and only what is done is committed. The connector
 * itself commits nothing that stands behind a record which is still under way.
 */
@Singleton
@Identifier(Handover.NAME)
public class Handover implements KafkaConsumerRebalanceListener {
  static final String NAME = "participant-handover";

  private static final Logger LOG = Logger.getLogger(Handover.class);

  private final Duration patience;
  private final RunningSteps steps;
  private final Lock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private final Map<TopicPartition, PartitionInHand> partitions = new HashMap<>();

  /** No partition is in hand yet; a step gets as long to end as when the process is to stop. */
  public Handover(ParticipantSettings settings, RunningSteps steps) {
    this.patience = settings.drainTime();
    this.steps = steps;
  }

  /** A record has come. */
  PartitionInHand received(TopicPartition partition, long offset) {
    lock.lock();
    try {
      PartitionInHand inHand = partitions.computeIfAbsent(partition, anew -> new PartitionInHand());
      inHand.received(offset);
      return inHand;
    } finally {
      lock.unlock();
    }
  }

  /** Whether a record may begin: its partition has not been given to another one since it came. */
  boolean begin(PartitionInHand partition, long offset) {
    lock.lock();
    try {
      return partition.begin(offset);
    } finally {
      lock.unlock();
    }
  }

  /** A record is done with, or is left to others. */
  void end(PartitionInHand partition, long offset, boolean done) {
    lock.lock();
    try {
      partition.end(offset, done);
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> revoked) {
    Map<TopicPartition, OffsetAndMetadata> done = new HashMap<>();
    letGo(revoked)
        .forEach(
            (partition, inHand) ->
                inHand.next().ifPresent(next -> done.put(partition, new OffsetAndMetadata(next))));
    if (!done.isEmpty()) {
      try {
        consumer.commitSync(done);
      } catch (KafkaException late) {
        // Whoever has them now looks first, and finds what is done.
        LOG.warnf("What was done on %s could not be committed: %s", done.keySet(), late);
      }
    }
  }

  private Map<TopicPartition, PartitionInHand> letGo(Collection<TopicPartition> revoked) {
    Map<TopicPartition, PartitionInHand> leaving = new HashMap<>();
    lock.lock();
    try {
      for (TopicPartition partition : revoked) {
        PartitionInHand inHand = partitions.remove(partition);
        if (inHand != null) {
          inHand.letGo();
          leaving.put(partition, inHand);
        }
      }
      // Who stops has waited already.
      long nanos = steps.areDrained() ? 0 : patience.toNanos();
      while (nanos > 0 && leaving.values().stream().anyMatch(PartitionInHand::isAtWork)) {
        nanos = ended.awaitNanos(nanos);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return leaving;
  }
}
