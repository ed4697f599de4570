package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.saga.HistoryEntry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Sets sagas aside that can't take their inputs, so that the others go on. */
@ApplicationScoped
class Quarantine {
  private static final Logger LOG = Logger.getLogger(Quarantine.class);

  private final SagaRows sagas;
  private final Clock clock;

  Quarantine(SagaRows sagas, @Identifier("orchestrator") Clock clock) {
    this.sagas = sagas;
    this.clock = clock;
  }

  /** Sets a saga aside; gives what is to be told. */
  List<HistoryEntry> setAside(UUID saga, SagaDefect defect) {
    List<HistoryEntry> told =
        QuarkusTransaction.requiringNew()
            .call(() -> sagas.quarantine(saga, defect.reason(), clock.instant()));
    if (!told.isEmpty()) {
      LOG.errorf(
          defect.getCause(),
          "Saga %s is set aside: %s. Other sagas go on. Start a new saga for its integration; if"
              + " that is set aside too, report it.",
          saga,
          defect.reason());
    }
    return told;
  }
}
