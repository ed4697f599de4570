package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.persistence.TimerRows;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.EngineDefect;
import io.mooring.orchestrator.service.SagaTransaction;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Looks for timers that are due: deadlines of attempts and ends of back-offs. */
@ApplicationScoped
class TimerScanner {
  private static final Logger LOG = Logger.getLogger(TimerScanner.class);
  private static final int MOST_SAGAS = 100;

  private final TimerRows timers;
  private final SagaTransaction sagas;
  private final Clock clock;
  private final Duration poll;
  private BackgroundLoop loop;

  TimerScanner(
      TimerRows timers,
      SagaTransaction sagas,
      @Identifier("orchestrator") Clock clock,
      @ConfigProperty(name = "mooring.orchestrator.timers.poll") Duration poll) {
    this.timers = timers;
    this.sagas = sagas;
    this.clock = clock;
    this.poll = poll;
  }

  void start(@Observes StartupEvent started) {
    loop = BackgroundLoop.start("mooring-timers", new Bell(), poll, this::scan);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  private void scan() {
    List<UUID> due =
        QuarkusTransaction.requiringNew().call(() -> timers.due(clock.instant(), MOST_SAGAS));
    for (UUID saga : due) {
      try {
        sagas.applyDueTimers(saga);
      } catch (EngineDefect defect) {
        LOG.errorf(defect, "A timer of saga %s can't be applied. Please report this.", saga);
      }
    }
  }
}
