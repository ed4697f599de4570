package io.mooring.orchestrator.saga;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What the end of one step means for those that wait for it. */
final class StepRelease {

  /**
   * A step is done. Steps behind it that need not run are done with it, and so on, without a
   * dispatch.
   */
  void done(Draft draft, SagaStep step, Result result, StepReport report) {
    Deque<SagaStep> ended = new ArrayDeque<>();
    end(draft, step, result, report, ended);
    while (!ended.isEmpty()) {
      SagaStep before = ended.poll();
      if (((StepState.Done) before.state()).result().releases()) {
        for (SagaStep after : draft.dependents(before.name())) {
          release(draft, before, after, ended);
        }
      }
    }
  }

  private static void end(
      Draft draft, SagaStep step, Result result, StepReport report, Deque<SagaStep> ended) {
    SagaStep done = step.in(new StepState.Done(draft.now(), result, report));
    draft.put(done);
    ended.add(done);
  }

  private static void release(Draft draft, SagaStep before, SagaStep after, Deque<SagaStep> ended) {
    if (after.state() instanceof StepState.Waiting waiting) {
      boolean stirred = stirs(before) || leavesUnknown(before, after);
      SagaStep next = stirred ? after.with(after.marks().stir()) : after;
      if (waiting.unmet() > 1) {
        draft.put(next.in(new StepState.Waiting(waiting.unmet() - 1)));
        return;
      }
      Optional<AtOnce> need = atOnce(draft, next);
      if (need.isPresent()) {
        end(draft, next, need.get().result(), StepReport.of(need.get().why()), ended);
        draft.tell(
            need.get().type(),
            next,
            HistoryEntry.ORCHESTRATOR,
            need.get().why(),
            new HistoryDetail.None());
      } else {
        draft.put(next.in(new StepState.Ready()));
      }
    }
  }

  /**
   * Whether what was seen of later steps before this one ran may be wrong now. An attempt that
   * found nothing to change says little where one before it may have changed it.
   */
  private static boolean stirs(SagaStep before) {
    return !before.planned().isLookAhead()
        && (before.marks().stirred()
            || EarlierSagas.mayHaveChanged(before)
            || before.state() instanceof StepState.Done done && done.result() == Result.CHANGED);
  }

  /** Nobody has looked whether what was proved on the node once is still as it was. */
  private static boolean leavesUnknown(SagaStep before, SagaStep after) {
    return after.planned().basis().proved().isPresent()
        && after.node().equals(before.node())
        && before.state() instanceof StepState.Done done
        && done.result() == Result.SKIPPED;
  }

  private record AtOnce(HistoryType type, Result result, String why) {}

  /** How a step ends that need not run although nothing keeps it waiting any more. */
  private static Optional<AtOnce> atOnce(Draft draft, SagaStep step) {
    Optional<Result> seen =
        step.planned()
            .basis()
            .look()
            .flatMap(draft::step)
            .map(SagaStep::state)
            .filter(StepState.Done.class::isInstance)
            .map(state -> ((StepState.Done) state).result());
    if (seen.filter(Result.SKIPPED::equals).isPresent()) {
      String why = "left out, as " + step.planned().basis().look().orElseThrow() + " was";
      return Optional.of(new AtOnce(HistoryType.STEP_SKIPPED, Result.SKIPPED, why));
    }
    if (step.marks().stirred() || step.planned().basis().unsettled()) {
      return Optional.empty();
    }
    if (seen.filter(Result.UNCHANGED::equals).isPresent()) {
      String why = "nothing to change, as was seen before";
      return Optional.of(new AtOnce(HistoryType.STEP_SUCCEEDED, Result.UNCHANGED, why));
    }
    return step.planned()
        .basis()
        .proved()
        .map(
            at ->
                new AtOnce(
                    HistoryType.STEP_SUCCEEDED,
                    Result.UNCHANGED,
                    "proved at " + at + ", and nothing was changed since"));
  }

  /** The node of a halted step can't be reached: its steps, or all, do as the document says. */
  void unreachable(Draft draft, SagaStep step) {
    switch (step.planned().unreachable()) {
      case WAIT -> excuse(draft, step);
      case PARK -> park(draft, step);
      case FAIL -> draft.intend(Intent.HOLD);
    }
  }

  /** Looks that can't happen now keep no other node waiting; what is behind them waits. */
  private static void excuse(Draft draft, SagaStep first) {
    Deque<SagaStep> todo = new ArrayDeque<>();
    todo.add(first);
    while (!todo.isEmpty()) {
      SagaStep step = todo.poll();
      if (step.holdsGate()) {
        draft.put(step.with(step.marks().excuse()));
        todo.addAll(draft.dependents(step.name()));
      }
    }
  }

  private void park(Draft draft, SagaStep unreachable) {
    String why = "left out: " + unreachable.node() + " can't be reached and is parked";
    draft.tell(
        HistoryType.NODE_PARKED,
        unreachable,
        HistoryEntry.ORCHESTRATOR,
        "%s is parked: it can't be reached, and its steps are left out"
            .formatted(unreachable.node()),
        new HistoryDetail.None());
    for (SagaStep step : draft.steps()) {
      SagaStep current = draft.step(step.name()).orElseThrow();
      if (current.node().equals(unreachable.node())
          && !(current.state() instanceof StepState.Done)) {
        done(draft, current, Result.SKIPPED, StepReport.of(why));
      }
    }
  }
}
