package io.mooring.orchestrator.service;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.saga.LegalOrders;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaStep;
import io.mooring.orchestrator.saga.SagaView;
import io.mooring.orchestrator.saga.StepState;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What becomes of an order: a pure function of the saga as it is when it is this order's turn, so
 * that of two at once one wins and the other is told.
 *
 * @param order what the saga is told; empty when it is refused
 * @param outcome what the person is told
 */
record OrderDecision(Optional<Order> order, SagaOrders.Outcome outcome) {

  static OrderDecision decide(SagaView open, SagaOrders.Wanted wanted) {
    long version = open.saga().version();
    if (wanted.version().isPresent() && wanted.version().getAsLong() != version) {
      return refused(new SagaOrders.Outcome.Moved(version));
    }
    Order order = order(open, wanted);
    Optional<String> refusal = LegalOrders.refusal(open, order);
    return refusal.isPresent()
        ? refused(new SagaOrders.Outcome.Refused(refusal.get(), LegalOrders.of(open.saga())))
        : new OrderDecision(
            Optional.of(order), new SagaOrders.Outcome.Given(steps(order).sorted().toList()));
  }

  private static OrderDecision refused(SagaOrders.Outcome outcome) {
    return new OrderDecision(Optional.empty(), outcome);
  }

  private static Order order(SagaView open, SagaOrders.Wanted wanted) {
    return switch (wanted.target()) {
      case SagaOrders.Target.Failed failed -> new Order.Retry(failed(open, failed.select()));
      case SagaOrders.Target.Exactly exactly -> exactly.order();
    };
  }

  /** The failed steps that a selector means. */
  private static Set<StepName> failed(SagaView open, String select) {
    return open.steps().stream()
        .filter(step -> step.state() instanceof StepState.Halted)
        .map(SagaStep::name)
        .filter(name -> isMeant(name, select))
        .collect(Collectors.toSet());
  }

  private static boolean isMeant(StepName name, String select) {
    return Stream.of("all", name.action(), name.action() + "@" + name.node(), name.toString())
        .anyMatch(select::equals);
  }

  private static Stream<String> steps(Order order) {
    return switch (order) {
      case Order.Retry retry -> retry.steps().stream().map(StepName::toString);
      case Order.Skip skip -> Stream.of(skip.step().toString());
      case Order.Resolve resolve -> Stream.of(resolve.step().toString());
      case Order.Pause pause -> Stream.empty();
      case Order.Resume resume -> Stream.empty();
      case Order.Cancel cancel -> Stream.empty();
    };
  }
}
