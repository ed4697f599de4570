package io.mooring.orchestrator.saga;

/** When a saga comes to rest, and how. */
final class Rest {
  private Rest() {}

  /**
   * Brings a running saga to rest when nothing is under way any more. Steps that are ready then are
   * held by the gate or by an order.
   */
  static void ifNothingGoesOn(Draft draft) {
    StepCounts counts = draft.saga().counts();
    boolean timed = counts.backingOff() > 0 && draft.saga().intent() == Intent.RUN;
    if (counts.dispatched() > 0 || timed) {
      return;
    }
    switch (draft.saga().intent()) {
      case CANCEL -> {
        String words = RestWords.cancelled(draft.saga().kind(), counts);
        end(draft, SagaState.CANCELLED, HistoryType.SAGA_CANCELLED, words);
      }
      case PAUSE -> {
        if (isDone(counts)) {
          succeed(draft);
        } else {
          draft.become(SagaState.PAUSED);
          tell(draft, HistoryType.SAGA_PAUSED, "nothing runs any more, until it resumes");
        }
      }
      case RUN, HOLD -> {
        if (isDone(counts)) {
          succeed(draft);
        } else {
          end(draft, SagaState.INCIDENT, HistoryType.SAGA_INCIDENT, RestWords.incident(counts));
        }
      }
    }
  }

  private static boolean isDone(StepCounts counts) {
    return counts.succeeded() + counts.skipped() == counts.total();
  }

  private static void succeed(Draft draft) {
    StepCounts counts = draft.saga().counts();
    String words = RestWords.succeeded(draft.saga().kind(), counts);
    end(draft, SagaState.SUCCEEDED, HistoryType.SAGA_SUCCEEDED, words);
  }

  private static void end(Draft draft, SagaState state, HistoryType type, String summary) {
    StepCounts counts = draft.saga().counts();
    if (draft.saga().kind() == SagaKind.VERIFY && counts.changed() + counts.failed() > 0) {
      tell(draft, HistoryType.INTEGRATION_DRIFTED, RestWords.drifted(counts));
    } else if (state == SagaState.SUCCEEDED && agrees(draft.saga().kind(), counts)) {
      tell(draft, HistoryType.INTEGRATION_AGREES, "the world is as the integration wants it");
    }
    draft.become(state);
    tell(draft, type, summary);
  }

  /** Whether a success of this kind says so; what was left out was not looked at. */
  private static boolean agrees(SagaKind kind, StepCounts counts) {
    return counts.skipped() == 0
        && switch (kind) {
          case APPLY, VERIFY -> true;
          case CHECK, PLAN, ROLLBACK, REMOVE, PRUNE, ROTATE_KEYS -> false;
        };
  }

  private static void tell(Draft draft, HistoryType type, String summary) {
    draft.tell(
        type, HistoryEntry.ORCHESTRATOR, summary, new HistoryDetail.Rest(draft.saga().counts()));
  }
}
