package io.mooring.orchestrator.messaging;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.orchestrator.OrchestratorSettings;
import io.mooring.orchestrator.notification.Receiver;
import io.mooring.orchestrator.notification.Teller;
import io.mooring.orchestrator.persistence.HistoryRows;
import io.mooring.orchestrator.persistence.ReceiverCursors;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.SagaAdvanced;
import io.mooring.orchestrator.service.SagaWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tells receivers what happens: each by a loop and behind a cursor of its own, so that none waits
 * for another, and nothing waits for any of them.
 */
@ApplicationScoped
class Notifications {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final OrchestratorSettings settings;
  private final BackgroundLoops loops;
  private final HistoryRows history;
  private final ReceiverCursors cursors;
  private final SagaWriter writer;
  private final Teller teller;
  private final MeterRegistry meters;
  private final Clock clock;
  private final List<Bell> bells = new ArrayList<>();
  private final List<BackgroundLoop> started = new ArrayList<>();

  Notifications(
      OrchestratorSettings settings,
      BackgroundLoops loops,
      HistoryRows history,
      ReceiverCursors cursors,
      SagaWriter writer,
      Teller teller,
      MeterRegistry meters,
      @Identifier("orchestrator") Clock clock) {
    this.settings = settings;
    this.loops = loops;
    this.history = history;
    this.cursors = cursors;
    this.writer = writer;
    this.teller = teller;
    this.meters = meters;
    this.clock = clock;
  }

  void start(@Observes StartupEvent begun) {
    settings.notifications().forEach((name, receiver) -> start(Receiver.of(name, receiver)));
  }

  private void start(Receiver receiver) {
    Bell bell = new Bell();
    ReceiverTurn turn = new ReceiverTurn(receiver, history, cursors, teller, meters, clock);
    bells.add(bell);
    started.add(
        loops.start(
            "mooring-notify-" + receiver.name(),
            bell,
            POLL,
            () -> {
              if (writer.isWriting()) {
                turn.tellWhatIsNew();
              }
            }));
  }

  void stop(@Observes ShutdownEvent ended) {
    started.forEach(BackgroundLoop::stop);
  }

  void wake(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaAdvanced advanced) {
    bells.forEach(Bell::ring);
  }
}
