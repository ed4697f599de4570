package io.mooring.orchestrator.service;

import io.mooring.orchestrator.OrchestratorSettings;
import io.mooring.orchestrator.persistence.OldSagas;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Keeps as much of the past as the settings say. Belongs to one thread. */
@ApplicationScoped
public class Retention {
  private static final Duration PAUSE = Duration.ofHours(1);

  /** A saga may have ten thousand steps, and others wait for the same disk. */
  private static final int AT_ONCE = 5;

  private final OldSagas old;
  private final OrchestratorSettings.History settings;
  private final Clock clock;
  private Instant next = Instant.MIN;

  Retention(OldSagas old, OrchestratorSettings settings, @Identifier("orchestrator") Clock clock) {
    this.old = old;
    this.settings = settings.history();
    this.clock = clock;
  }

  /** Forgets a few sagas that are too old, or too many; an hour after the last it looks again. */
  public void forgetSome() {
    Instant now = clock.instant();
    if (now.isBefore(next)) {
      return;
    }
    // What plans, rollbacks and proofs look back at is always kept.
    OldSagas.Kept kept =
        new OldSagas.Kept(
            EarlierRuns.MOST_SAGAS, settings.keepSagas(), now.minus(settings.keepFor()));
    int forgotten = QuarkusTransaction.requiringNew().call(() -> old.forget(kept, AT_ONCE));
    if (forgotten == 0) {
      next = now.plus(PAUSE);
    }
  }
}
