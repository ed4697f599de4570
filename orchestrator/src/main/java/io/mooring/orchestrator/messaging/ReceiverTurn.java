package io.mooring.orchestrator.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.orchestrator.metrics.Meter;
import io.mooring.orchestrator.notification.BackOff;
import io.mooring.orchestrator.notification.Receiver;
import io.mooring.orchestrator.notification.Teller;
import io.mooring.orchestrator.notification.Telling;
import io.mooring.orchestrator.notification.Topic;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.HistoryRows.Placed;
import io.mooring.orchestrator.persistence.ReceiverCursors;
import io.mooring.orchestrator.persistence.StoredEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Tells one receiver, in the order in which things happened. Its cursor moves behind what it has
 * accepted, so that a process which dies in between tells it again and never not at all.
 */
final class ReceiverTurn {
  private static final Logger LOG = Logger.getLogger(ReceiverTurn.class);
  private static final int AT_ONCE = 500;

  private final Receiver receiver;
  private final HistoryRows history;
  private final ReceiverCursors cursors;
  private final Teller teller;
  private final MeterRegistry meters;
  private final Clock clock;
  private int failures;
  private Instant next = Instant.MIN;

  ReceiverTurn(
      Receiver receiver,
      HistoryRows history,
      ReceiverCursors cursors,
      Teller teller,
      MeterRegistry meters,
      Clock clock) {
    this.receiver = receiver;
    this.history = history;
    this.cursors = cursors;
    this.teller = teller;
    this.meters = meters;
    this.clock = clock;
  }

  /** Goes on until it was told of everything, or does not take it. */
  void tellWhatIsNew() {
    int read = AT_ONCE;
    while (read == AT_ONCE && !clock.instant().isBefore(next)) {
      List<Placed> entries = history.ofAll(cursors.of(receiver.name()), AT_ONCE);
      read = entries.size();
      boolean allTold = entries.stream().allMatch(this::isDealtWith);
      if (allTold && !entries.isEmpty()) {
        cursors.moveTo(receiver.name(), entries.getLast().position());
      }
    }
  }

  private boolean isDealtWith(Placed placed) {
    Optional<Topic> topic =
        teller.topic(receiver, placed.entry(), () -> cursors.kind(placed.entry().saga()));
    if (topic.isEmpty()) {
      return true;
    }
    boolean dealtWith = isTold(topic.get(), placed.entry());
    if (dealtWith) {
      cursors.moveTo(receiver.name(), placed.position());
    }
    return dealtWith;
  }

  private boolean isTold(Topic topic, StoredEntry entry) {
    try {
      return switch (teller.tell(receiver, topic, entry)) {
        case Telling.Told told -> {
          failures = 0;
          count("told");
          yield true;
        }
        case Telling.Failed failed -> isGivenUp(entry, failed.reason());
      };
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private boolean isGivenUp(StoredEntry entry, String reason) {
    if (Duration.between(entry.at(), clock.instant()).compareTo(receiver.giveUpAfter()) > 0) {
      LOG.errorf(
          "%s was never told of entry %d of the history (%s): %s",
          receiver.name(), entry.sequence(), entry.type(), reason);
      count("given-up");
      failures = 0;
      return true;
    }
    failures++;
    Duration pause = BackOff.after(failures);
    next = clock.instant().plus(pause);
    if (failures == 1) {
      LOG.warnf(
          "%s could not be told of entry %d of the history, and is tried again: %s",
          receiver.name(), entry.sequence(), reason);
    }
    count("failed");
    return false;
  }

  private void count(String outcome) {
    Meter.NOTIFICATIONS.count(meters, receiver.name(), outcome);
  }
}
