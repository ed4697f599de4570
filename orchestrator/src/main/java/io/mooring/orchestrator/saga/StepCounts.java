package io.mooring.orchestrator.saga;

/**
 * How many steps of a saga are in which state, so that nobody has to count rows.
 *
 * @param waiting for other steps
 * @param ready queued for their node
 * @param dispatched sent to a participant
 * @param backingOff waiting for the next attempt
 * @param succeeded done
 * @param changed those of the succeeded that changed something
 * @param failed in need of a person
 */
public record StepCounts(
    int waiting,
    int ready,
    int dispatched,
    int backingOff,
    int succeeded,
    int changed,
    int failed) {

  /** No step at all. */
  public static final StepCounts NONE = new StepCounts(0, 0, 0, 0, 0, 0, 0);

  /** All steps. */
  public int total() {
    return waiting + ready + dispatched + backingOff + succeeded + failed;
  }

  /** The steps which will go on without a person. */
  public int active() {
    return ready + dispatched + backingOff;
  }

  /** The same with one more step in that state. */
  public StepCounts plus(StepState state) {
    return add(state, 1);
  }

  /** The same with one step less in that state. */
  public StepCounts minus(StepState state) {
    return add(state, -1);
  }

  private StepCounts add(StepState state, int n) {
    return switch (state) {
      case StepState.Waiting w -> with(n, 0, 0, 0, 0, 0, 0);
      case StepState.Ready r -> with(0, n, 0, 0, 0, 0, 0);
      case StepState.Dispatched d -> with(0, 0, n, 0, 0, 0, 0);
      case StepState.BackingOff b -> with(0, 0, 0, n, 0, 0, 0);
      case StepState.Succeeded s -> with(0, 0, 0, 0, n, s.changed() ? n : 0, 0);
      case StepState.Failed f -> with(0, 0, 0, 0, 0, 0, n);
    };
  }

  private StepCounts with(int w, int r, int d, int b, int s, int c, int f) {
    return new StepCounts(
        waiting + w,
        ready + r,
        dispatched + d,
        backingOff + b,
        succeeded + s,
        changed + c,
        failed + f);
  }
}
