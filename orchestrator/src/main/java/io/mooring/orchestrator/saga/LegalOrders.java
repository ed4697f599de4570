package io.mooring.orchestrator.saga;

import io.mooring.contracts.Finding;
import io.mooring.contracts.StepName;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which orders a saga takes where it is now: one answer for refusals, API, CLI and page alike. */
public final class LegalOrders {
  private LegalOrders() {}

  /** The orders that a saga takes for itself, or for at least one of its steps. */
  public static Set<Order.Kind> of(Saga saga) {
    return of(saga.state(), saga.intent(), saga.counts());
  }

  /** The orders that a saga takes which is there, for itself or for at least one of its steps. */
  public static Set<Order.Kind> of(SagaState state, Intent intent, StepCounts counts) {
    return switch (state) {
      case CREATED -> EnumSet.of(Order.Kind.CANCEL);
      case RUNNING ->
          switch (intent) {
            case RUN -> with(counts, Order.Kind.PAUSE, Order.Kind.CANCEL);
            case PAUSE, HOLD -> with(counts, Order.Kind.RESUME, Order.Kind.CANCEL);
            case CANCEL -> EnumSet.noneOf(Order.Kind.class);
          };
      case PAUSED -> with(counts, Order.Kind.RESUME, Order.Kind.CANCEL);
      case INCIDENT -> {
        Set<Order.Kind> legal = with(counts, Order.Kind.CANCEL);
        if (intent == Intent.HOLD) {
          legal.add(Order.Kind.RESUME);
        }
        yield legal;
      }
      case SUCCEEDED, CANCELLED, ROLLED_BACK, QUARANTINED -> EnumSet.noneOf(Order.Kind.class);
    };
  }

  private static Set<Order.Kind> with(StepCounts counts, Order.Kind first, Order.Kind... more) {
    Set<Order.Kind> legal = EnumSet.of(first, more);
    if (counts.failed() > 0) {
      legal.add(Order.Kind.RETRY);
    }
    if (counts.failed() + counts.backingOff() > 0) {
      legal.add(Order.Kind.SKIP);
    }
    if (counts.deciding() > 0) {
      legal.add(Order.Kind.RESOLVE);
    }
    return legal;
  }

  /** The orders that a saga takes for one of its steps. */
  public static Set<Order.Kind> of(Saga saga, SagaStep step) {
    return of(of(saga), step.state());
  }

  /** The orders of a saga that can be about a step in this state. */
  public static Set<Order.Kind> of(Set<Order.Kind> legal, StepState state) {
    Set<Order.Kind> own =
        switch (state) {
          case StepState.Halted halted when halted.choices().isEmpty() ->
              EnumSet.of(Order.Kind.RETRY, Order.Kind.SKIP);
          case StepState.Halted halted ->
              EnumSet.of(Order.Kind.RETRY, Order.Kind.SKIP, Order.Kind.RESOLVE);
          case StepState.BackingOff off -> EnumSet.of(Order.Kind.SKIP);
          case StepState.Waiting w -> EnumSet.noneOf(Order.Kind.class);
          case StepState.Ready r -> EnumSet.noneOf(Order.Kind.class);
          case StepState.Dispatched d -> EnumSet.noneOf(Order.Kind.class);
          case StepState.Done d -> EnumSet.noneOf(Order.Kind.class);
        };
    own.retainAll(legal);
    return own;
  }

  /** Why a saga does not take an order now, in a sentence; empty when it does. */
  public static Optional<String> refusal(SagaView open, Order order) {
    Saga saga = open.saga();
    if (!of(saga).contains(order.kind())) {
      return Optional.of(
          "The saga is %s and can't be told to %s now."
              .formatted(saga.state().label(), order.kind().label()));
    }
    return switch (order) {
      case Order.Retry retry ->
          retry.steps().stream().anyMatch(name -> takes(open, name, order))
              ? Optional.empty()
              : Optional.of("None of the named steps has failed.");
      case Order.Skip skip ->
          takes(open, skip.step(), order)
              ? Optional.empty()
              : Optional.of(
                  skip.step() + " neither needs a person nor waits for its next attempt.");
      case Order.Resolve resolve -> refusal(open, resolve);
      case Order.Pause pause -> Optional.empty();
      case Order.Resume resume -> Optional.empty();
      case Order.Cancel cancel -> Optional.empty();
    };
  }

  private static Optional<String> refusal(SagaView open, Order.Resolve resolve) {
    Optional<SagaStep> step = open.step(resolve.step());
    if (step.isEmpty() || !(step.get().state() instanceof StepState.Halted halted)) {
      return Optional.of(resolve.step() + " waits for no decision.");
    }
    if (halted.report().findings().stream().anyMatch(finding -> decides(resolve, finding))) {
      return Optional.empty();
    }
    String offered =
        halted.report().findings().stream()
            .filter(LegalOrders::isOpen)
            .flatMap(
                finding -> finding.choices().stream().map(it -> finding.key() + ": " + it.name()))
            .collect(Collectors.joining(", "));
    return Optional.of(
        "%s offers no choice %s; it offers %s."
            .formatted(resolve.step(), resolve.choice(), offered.isEmpty() ? "none" : offered));
  }

  private static boolean takes(SagaView open, StepName name, Order order) {
    return open.step(name).filter(step -> of(open.saga(), step).contains(order.kind())).isPresent();
  }

  /** Whether a finding stops its step until a person decides. */
  static boolean isOpen(Finding finding) {
    return finding.severity() == Finding.Severity.STOP && !finding.choices().isEmpty();
  }

  /** Whether an order decides a finding. */
  static boolean decides(Order.Resolve resolve, Finding finding) {
    return isOpen(finding)
        && (resolve.finding().isEmpty() || resolve.finding().equals(finding.key()))
        && finding.choices().stream().anyMatch(it -> it.name().equals(resolve.choice()));
  }
}
