package io.mooring.orchestrator.saga;

import io.mooring.contracts.Counted;

/** How a saga that has come to rest stands, in a sentence without an end. */
final class RestWords {
  private RestWords() {}

  static String succeeded(SagaKind kind, StepCounts counts) {
    return counts.skipped() == 0
        ? "%s succeeded, %s"
            .formatted(
                counts.total() == 1 ? "the one step" : "all " + steps(counts.total()),
                changed(kind, counts))
        : "%s succeeded, %s; %s left out"
            .formatted(
                steps(counts.succeeded()), changed(kind, counts), wereOrWas(counts.skipped()));
  }

  static String incident(StepCounts counts) {
    Counted failed = steps(counts.failed());
    Counted waiting = steps(counts.waiting() + counts.ready());
    return "%d succeeded, %d failed and %s a person%s"
        .formatted(
            counts.succeeded(),
            failed.number(),
            failed.either("needs", "need"),
            waiting.number() == 0
                ? ""
                : ", %d %s for %s"
                    .formatted(
                        waiting.number(),
                        waiting.either("waits", "wait"),
                        failed.either("it", "them")));
  }

  static String cancelled(SagaKind kind, StepCounts counts) {
    return "%s succeeded, %s; %s not done"
        .formatted(steps(counts.succeeded()), changed(kind, counts), wereOrWas(counts.cancelled()));
  }

  static String drifted(StepCounts counts) {
    return "%s would change something, %d could not be looked at or proved"
        .formatted(steps(counts.changed()), counts.failed());
  }

  /** What only looks has changed nothing; it tells what an apply would change. */
  private static String changed(SagaKind kind, StepCounts counts) {
    return "%s of them %s"
        .formatted(
            counts.changed() == 0 ? "none" : counts.changed(),
            kind.onlyLooks() ? "would change something" : "changed something");
  }

  private static Counted steps(int count) {
    return Counted.of(count, "step");
  }

  private static String wereOrWas(int count) {
    return count + " " + steps(count).either("was", "were");
  }
}
