package io.mooring.orchestrator.service;

import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** What is to be done for an integration without anybody asking; pure. */
final class Duties {
  /** How long an incident is left alone before nodes that could not be reached are tried again. */
  static final Duration PATIENCE = Duration.ofMinutes(1);

  /** Half an hour is the longest pause between two tries of a parked node. */
  private static final long MOST_DOUBLINGS = 5;

  /** A tenth of it is how much later than its time a verification may begin. */
  private static final Duration SPREAD = Duration.ofMinutes(100);

  private static final int JITTER_PARTS = 1000;
  private static final int SMALLEST_JITTER = 10;

  private Duties() {}

  /**
   * A saga of the integration, as far as duties follow from it.
   *
   * @param parked names of the nodes that it could not reach and left out
   */
  record Run(
      UUID id,
      SagaKind kind,
      SagaState state,
      StepCounts counts,
      Optional<UUID> parent,
      Instant ended,
      Set<String> parked) {
    /** Keeps its own copy. */
    Run {
      parked = Set.copyOf(parked);
    }
  }

  /** One thing to do. */
  sealed interface Duty {
    /** Everything that the saga changed was taken back by the other one; it shall say so. */
    record MarkRolledBack(UUID saga, UUID by) implements Duty {}

    /** The saga needs a person; it is rolled back if nodes that are away are not the reason. */
    record TakeBack(UUID saga) implements Duty {}

    /** If the saga only waits for nodes that could not be reached, they are tried again. */
    record TryNodesAgain(UUID saga) implements Duty {}

    /** Perhaps these nodes, which were parked, are back: they get what they missed. */
    record CatchUp(Set<String> nodes) implements Duty {}

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
    } else if (catchUp(newestFirst).filter(due -> !due.isAfter(now)).isPresent()) {
      duties.add(new Duty.CatchUp(applies(newestFirst).getFirst().parked()));
    } else if (verify(name, life, newestFirst).filter(due -> !due.isAfter(now)).isPresent()) {
      duties.add(new Duty.Verify());
    }
  }

  /**
   * When the integration has to be looked at again although no saga of it comes to rest; empty:
   * never.
   */
  static Optional<Instant> next(String name, IntegrationDocument.Life life, List<Run> newestFirst) {
    if (newestFirst.isEmpty() || !newestFirst.getFirst().state().atRest()) {
      return Optional.empty();
    }
    Run newest = newestFirst.getFirst();
    return newest.state() == SagaState.INCIDENT
        ? Optional.of(newest.ended().plus(PATIENCE))
        : Stream.of(catchUp(newestFirst), verify(name, life, newestFirst))
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
  }

  /** When parked nodes are tried again: after a minute, then after pauses that double. */
  private static Optional<Instant> catchUp(List<Run> newestFirst) {
    List<Run> applies = applies(newestFirst);
    if (applies.isEmpty() || applies.getFirst().parked().isEmpty()) {
      return Optional.empty();
    }
    long tries = applies.stream().takeWhile(run -> !run.parked().isEmpty()).count();
    Duration pause = PATIENCE.multipliedBy(1L << Math.min(tries - 1, MOST_DOUBLINGS));
    return Optional.of(applies.getFirst().ended().plus(pause));
  }

  /** What was removed, in whole or in part, is not brought back or missed by itself. */
  private static Stream<Run> sinceRemoval(List<Run> newestFirst) {
    return newestFirst.stream().takeWhile(run -> run.kind() != SagaKind.REMOVE);
  }

  private static List<Run> applies(List<Run> newestFirst) {
    return sinceRemoval(newestFirst)
        .filter(run -> run.kind() == SagaKind.APPLY && run.state() == SagaState.SUCCEEDED)
        .toList();
  }

  /** Counted from the last run that looked at everything; never before the first apply. */
  private static Optional<Instant> verify(
      String name, IntegrationDocument.Life life, List<Run> newestFirst) {
    Optional<Instant> last =
        sinceRemoval(newestFirst)
            .filter(run -> run.state() == SagaState.SUCCEEDED)
            .filter(run -> run.kind() == SagaKind.APPLY || run.kind() == SagaKind.VERIFY)
            .findFirst()
            .map(Run::ended);
    Optional<Instant> counted =
        life.verifyEvery()
            .flatMap(every -> last.map(ended -> ended.plus(every).plus(jitter(name, every))));
    Optional<Instant> timed =
        life.verifyAt()
            .flatMap(times -> last.flatMap(times::after))
            .map(time -> time.plus(jitter(name, SPREAD)));
    return Stream.of(counted, timed).flatMap(Optional::stream).min(Comparator.naturalOrder());
  }

  /** The same for an integration every time, and up to a tenth. */
  private static Duration jitter(String name, Duration every) {
    int part = Math.floorMod(name.hashCode(), JITTER_PARTS);
    return every.dividedBy(SMALLEST_JITTER).multipliedBy(part).dividedBy(JITTER_PARTS);
  }
}
