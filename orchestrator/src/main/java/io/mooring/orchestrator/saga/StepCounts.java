package io.mooring.orchestrator.saga;

import java.util.Collection;

/**
 * How many steps of a saga are in which state, so that nobody has to count rows.
 *
 * @param waiting for other steps
 * @param ready queued for their node
 * @param dispatched sent to a participant
 * @param backingOff waiting for the next attempt
 * @param succeeded done, and the node is as wanted
 * @param changed those of the succeeded that changed something; looks before an apply don't count
 * @param failed in need of a person
 * @param deciding those of the failed where a person may choose
 * @param skipped left out
 * @param cancelled not done because the saga was cancelled
 */
public record StepCounts(
    int waiting,
    int ready,
    int dispatched,
    int backingOff,
    int succeeded,
    int changed,
    int failed,
    int deciding,
    int skipped,
    int cancelled) {

  /** No step at all. */
  public static final StepCounts NONE = new StepCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /** The counts of these steps. */
  public static StepCounts of(Collection<SagaStep> steps) {
    StepCounts counts = NONE;
    for (SagaStep step : steps) {
      counts = counts.plus(step);
    }
    return counts;
  }

  /** All steps. */
  public int total() {
    return waiting + ready + dispatched + backingOff + succeeded + failed + skipped + cancelled;
  }

  /** The steps which will go on without a person. */
  public int active() {
    return ready + dispatched + backingOff;
  }

  /** The same with one more step, in its state. */
  public StepCounts plus(SagaStep step) {
    return add(step, 1);
  }

  /** The same with one step less, in its state. */
  public StepCounts minus(SagaStep step) {
    return add(step, -1);
  }

  private StepCounts add(SagaStep step, int n) {
    return switch (step.state()) {
      case StepState.Waiting w -> with(n, 0, 0, 0, 0, 0, 0, 0, 0, 0);
      case StepState.Ready r -> with(0, n, 0, 0, 0, 0, 0, 0, 0, 0);
      case StepState.Dispatched d -> with(0, 0, n, 0, 0, 0, 0, 0, 0, 0);
      case StepState.BackingOff b -> with(0, 0, 0, n, 0, 0, 0, 0, 0, 0);
      case StepState.Halted h -> with(0, 0, 0, 0, 0, 0, n, h.choices().isEmpty() ? 0 : n, 0, 0);
      case StepState.Done d ->
          switch (d.result()) {
            case CHANGED -> with(0, 0, 0, 0, n, step.planned().isLookAhead() ? 0 : n, 0, 0, 0, 0);
            case UNCHANGED -> with(0, 0, 0, 0, n, 0, 0, 0, 0, 0);
            case SKIPPED -> with(0, 0, 0, 0, 0, 0, 0, 0, n, 0);
            case CANCELLED -> with(0, 0, 0, 0, 0, 0, 0, 0, 0, n);
          };
    };
  }

  private StepCounts with(int w, int r, int d, int b, int s, int c, int f, int q, int k, int x) {
    return new StepCounts(
        waiting + w,
        ready + r,
        dispatched + d,
        backingOff + b,
        succeeded + s,
        changed + c,
        failed + f,
        deciding + q,
        skipped + k,
        cancelled + x);
  }
}
