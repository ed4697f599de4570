package io.mooring.orchestrator.saga;

import io.mooring.contracts.Counted;
import io.mooring.contracts.Finding;
import io.mooring.contracts.StepName;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Carries out the orders of people. */
final class Orders {
  private final StepRelease release;

  Orders(StepRelease release) {
    this.release = release;
  }

  /** Carries an order out that is legal. */
  void carryOut(Draft draft, SagaInput.Ordered ordered) {
    switch (ordered.order()) {
      case Order.Retry retry -> retry(draft, retry.steps(), ordered);
      case Order.Skip skip -> skip(draft, step(draft, skip.step()), ordered);
      case Order.Resolve resolve -> resolve(draft, step(draft, resolve.step()), resolve, ordered);
      case Order.Pause pause -> {
        draft.intend(Intent.PAUSE);
        tell(draft, HistoryType.PAUSE_REQUESTED, ordered, "nothing more is sent until it resumes");
      }
      case Order.Resume resume -> {
        tell(draft, HistoryType.SAGA_RESUMED, ordered, "it goes on");
        goOn(draft);
      }
      case Order.Cancel cancel -> cancel(draft, ordered);
    }
  }

  private static SagaStep step(Draft draft, StepName name) {
    return draft.step(name).orElseThrow();
  }

  private static void retry(Draft draft, Set<StepName> steps, SagaInput.Ordered ordered) {
    List<SagaStep> failed =
        steps.stream()
            .flatMap(name -> draft.step(name).stream())
            .filter(step -> step.state() instanceof StepState.Halted)
            .sorted(Comparator.comparingInt(step -> step.planned().ordinal()))
            .toList();
    failed.forEach(step -> draft.put(step.readyForNewTries()));
    draft.tell(
        HistoryType.RETRY_REQUESTED,
        ordered.actor(),
        Counted.of(failed.size(), "step").with("is", "are") + " retried",
        new HistoryDetail.Retried(failed.stream().map(SagaStep::name).toList(), ordered.why()));
    letGo(draft);
  }

  private void skip(Draft draft, SagaStep step, SagaInput.Ordered ordered) {
    draft.tell(
        HistoryType.STEP_SKIPPED,
        step,
        ordered.actor(),
        "it is left out" + because(ordered),
        new HistoryDetail.Ordered(ordered.order(), ordered.why()));
    release.done(draft, step, Result.SKIPPED, StepReport.of("left out by " + ordered.actor()));
    letGo(draft);
  }

  private static void resolve(
      Draft draft, SagaStep step, Order.Resolve resolve, SagaInput.Ordered ordered) {
    StepState.Halted halted = (StepState.Halted) step.state();
    Set<String> decided = new HashSet<>();
    for (Finding finding : halted.report().findings()) {
      if (LegalOrders.decides(resolve, finding)) {
        decided.add(finding.key());
        draft.decide(finding.key(), resolve.choice());
        draft.tell(
            HistoryType.DECISION_TAKEN,
            step,
            ordered.actor(),
            "%s: %s%s".formatted(finding.key(), resolve.choice(), because(ordered)),
            new HistoryDetail.Decided(finding.key(), resolve.choice(), ordered.why()));
      }
    }
    draft.put(step.readyForNewTries());
    draft.steps().stream()
        .filter(other -> !other.name().equals(step.name()))
        .filter(other -> stoppedAt(other, decided))
        .forEach(other -> draft.put(other.readyForNewTries()));
    letGo(draft);
  }

  /** A decision is the integration's: whoever stopped at the same finding is asked no more. */
  private static boolean stoppedAt(SagaStep step, Set<String> decided) {
    return step.state() instanceof StepState.Halted halted
        && halted.report().findings().stream()
            .anyMatch(it -> LegalOrders.isOpen(it) && decided.contains(it.key()));
  }

  private static void cancel(Draft draft, SagaInput.Ordered ordered) {
    draft.intend(Intent.CANCEL);
    tell(
        draft,
        HistoryType.CANCEL_REQUESTED,
        ordered,
        "what runs may end, nothing else is done" + because(ordered));
    StepReport report = StepReport.of("cancelled by " + ordered.actor());
    for (SagaStep step : draft.steps()) {
      if (!(step.state() instanceof StepState.Done || isInFlight(step))) {
        draft.put(step.in(new StepState.Done(draft.now(), Result.CANCELLED, report)));
      }
    }
    draft.become(SagaState.RUNNING);
  }

  private static boolean isInFlight(SagaStep step) {
    return step.state() instanceof StepState.Dispatched;
  }

  /** A step may go on; a saga that is paused stays so. */
  private static void letGo(Draft draft) {
    if (draft.saga().intent() != Intent.PAUSE) {
      goOn(draft);
    }
  }

  private static void goOn(Draft draft) {
    draft.intend(Intent.RUN);
    draft.become(SagaState.RUNNING);
    draft.lookEverywhere();
  }

  private static void tell(
      Draft draft, HistoryType type, SagaInput.Ordered ordered, String summary) {
    draft.tell(
        type, ordered.actor(), summary, new HistoryDetail.Ordered(ordered.order(), ordered.why()));
  }

  private static String because(SagaInput.Ordered ordered) {
    return ordered.why().isEmpty() ? "" : ": " + ordered.why();
  }
}
