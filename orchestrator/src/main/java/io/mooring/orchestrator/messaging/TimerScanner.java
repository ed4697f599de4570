package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.persistence.TimerRows;
import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.IsolatedSagas;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Looks for timers that are due: deadlines of attempts and ends of back-offs. */
@ApplicationScoped
class TimerScanner {
  private static final int MOST_SAGAS = 100;
  private static final int MOST_FAULTS_IN_A_ROW = 3;

  private final TimerRows timers;
  private final IsolatedSagas sagas;
  private final Clock clock;
  private final Duration poll;
  private final BackgroundLoops loops;
  private BackgroundLoop loop;

  TimerScanner(
      TimerRows timers,
      IsolatedSagas sagas,
      @Identifier("orchestrator") Clock clock,
      @ConfigProperty(name = "mooring.orchestrator.timers.poll") Duration poll,
      BackgroundLoops loops) {
    this.timers = timers;
    this.sagas = sagas;
    this.clock = clock;
    this.poll = poll;
    this.loops = loops;
  }

  void start(@Observes StartupEvent started) {
    loop = loops.start("mooring-timers", new Bell(), poll, this::scan);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  /** A saga whose timers meet a fault does not keep the others waiting, unless all meet it. */
  private void scan() {
    Optional<RuntimeException> first = Optional.empty();
    int inARow = 0;
    for (UUID saga : timers.due(clock.instant(), MOST_SAGAS)) {
      try {
        sagas.applyDueTimers(saga);
        inARow = 0;
      } catch (RuntimeException fault) {
        first = first.or(() -> Optional.of(fault));
        inARow++;
      }
      if (inARow == MOST_FAULTS_IN_A_ROW) {
        break;
      }
    }
    if (first.isPresent()) {
      throw first.get();
    }
  }
}
