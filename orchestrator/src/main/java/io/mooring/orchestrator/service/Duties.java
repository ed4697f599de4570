package io.mooring.orchestrator.service;

import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What is to be done for an integration without anybody asking; pure. */
final class Duties {
  /** How long an incident is left alone before nodes that could not be reached are tried again. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final int JITTER_PARTS = 1000;
  private static final int SMALLEST_JITTER = 10;

  private Duties() {}

  /** A saga of the integration, as far as duties follow from it. */
  record Run(
      UUID id,
      SagaKind kind,
      SagaState state,
      StepCounts counts,
      Optional<UUID> parent,
      Instant ended) {}

  /** One thing to do. */
  sealed interface Duty {
    /** Everything that the saga changed was taken back by the other one; it shall say so. */
    record MarkRolledBack(UUID saga, UUID by) implements Duty {}

    /** The saga needs a person; it is rolled back if nodes that are away are not the reason. */
    record TakeBack(UUID saga) implements Duty {}

    /** If the saga only waits for nodes that could not be reached, they are tried again. */
    record TryNodesAgain(UUID saga) implements Duty {}

    /** It is time to look for drift. */
    record Verify() implements Duty {}
  }

  /**
   * What is to be done now.
   *
   * @param name the integration's name, which spreads verifications
   * @param life what its document says
   * @param newestFirst its last sagas
   */
  static List<Duty> of(
      String name, IntegrationDocument.Life life, List<Run> newestFirst, Instant now) {
    List<Duty> duties = new ArrayList<>();
    for (Run run : newestFirst) {
      if (run.kind() == SagaKind.ROLLBACK && run.state() == SagaState.SUCCEEDED) {
        newestFirst.stream()
            .filter(other -> run.parent().equals(Optional.of(other.id())))
            .filter(other -> other.state().atRest() && other.state() != SagaState.ROLLED_BACK)
            .forEach(other -> duties.add(new Duty.MarkRolledBack(other.id(), run.id())));
      }
    }
    if (!newestFirst.isEmpty() && newestFirst.getFirst().state().atRest()) {
      atRest(name, life, newestFirst, now, duties);
    }
    return duties;
  }

  private static void atRest(
      String name,
      IntegrationDocument.Life life,
      List<Run> newestFirst,
      Instant now,
      List<Duty> duties) {
    Run newest = newestFirst.getFirst();
    if (newest.state() == SagaState.INCIDENT) {
      boolean takesBack =
          life.onFailure() == IntegrationDocument.OnFailure.ROLLBACK
              && newest.kind() == SagaKind.APPLY
              && newest.counts().changed() > 0
              && newest.counts().deciding() == 0;
      if (takesBack) {
        duties.add(new Duty.TakeBack(newest.id()));
      }
      if (!newest.ended().plus(PATIENCE).isAfter(now)) {
        duties.add(new Duty.TryNodesAgain(newest.id()));
      }
    } else if (isTimeToVerify(name, life, newestFirst, now)) {
      duties.add(new Duty.Verify());
    }
  }

  /** Counted from the last run that looked at everything; never before the first apply. */
  private static boolean isTimeToVerify(
      String name, IntegrationDocument.Life life, List<Run> newestFirst, Instant now) {
    return life.verifyEvery()
        .flatMap(
            every ->
                newestFirst.stream()
                    .filter(run -> run.state() == SagaState.SUCCEEDED)
                    .filter(run -> run.kind() == SagaKind.APPLY || run.kind() == SagaKind.VERIFY)
                    .findFirst()
                    .map(last -> last.ended().plus(every).plus(jitter(name, every))))
        .filter(due -> !due.isAfter(now))
        .isPresent();
  }

  /** The same for an integration every time, and up to a tenth. */
  private static Duration jitter(String name, Duration every) {
    int part = Math.floorMod(name.hashCode(), JITTER_PARTS);
    return every.dividedBy(SMALLEST_JITTER).multipliedBy(part).dividedBy(JITTER_PARTS);
  }
}
