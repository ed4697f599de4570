package io.mooring.orchestrator.rest;

import io.mooring.contracts.Counted;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.SagaStep;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Something that can be asked for now.
 *
 * @param order its word, and the last part of the path to which it is sent
 * @param effect what exactly it will do, in a sentence
 * @param steps the steps that it is about; none when it is about the whole saga, or in lists
 * @param nodes the nodes of those steps
 */
@Schema(
    name = "Action",
    requiredProperties = {"order", "effect", "steps", "nodes"})
public record ActionView(String order, String effect, List<String> steps, List<String> nodes) {

  /** What can be asked of a saga; its failed steps as far as they are known. */
  static List<ActionView> of(SagaEntity saga, List<StepName> failed) {
    List<ActionView> actions = new ArrayList<>();
    saga.orders().forEach(order -> actions.add(of(order, saga, failed)));
    if (saga.state.atRest()) {
      if (saga.kind == SagaKind.APPLY && mayHaveChanged(saga)) {
        actions.add(
            whole(
                "rollback",
                "Starts a new saga that takes back, in reverse order, what this saga changed."));
      }
      if (saga.kind.canRunAgain()) {
        actions.add(
            whole(
                "rerun",
                "Starts a new saga of the same kind for this integration, with the document as it"
                    + " is now."));
      }
    }
    return List.copyOf(actions);
  }

  private static boolean mayHaveChanged(SagaEntity saga) {
    return saga.state != SagaState.ROLLED_BACK
        && saga.counts().changed() + saga.counts().failed() > 0;
  }

  private static ActionView of(Order.Kind order, SagaEntity saga, List<StepName> failed) {
    return switch (order) {
      case RETRY ->
          about(
              order,
              failed,
              "Tries %s again, in this saga; what is done is left alone."
                  .formatted(Counted.of(saga.counts().failed(), "failed step")));
      case SKIP ->
          about(order, failed, "Leaves one step out; the steps after it go on without it.");
      case RESOLVE ->
          about(
              order,
              failed,
              "Decides what %s stopped at. The choice is remembered for this integration."
                  .formatted(Counted.of(saga.counts().deciding(), "step")));
      case PAUSE ->
          whole(order, "Lets running steps finish and starts no more until the saga is resumed.");
      case RESUME -> whole(order, "Continues where the saga was paused.");
      case CANCEL ->
          whole(
              order,
              "Lets running steps finish and leaves out %s. What was changed stays changed."
                  .formatted(Counted.of(open(saga), "step")));
    };
  }

  /** What can be asked about one step. */
  static List<ActionView> of(Set<Order.Kind> orders, SagaStep step) {
    List<StepName> self = List.of(step.name());
    return orders.stream()
        .map(
            order ->
                about(
                    order,
                    self,
                    switch (order) {
                      case RETRY -> "Tries this step again.";
                      case SKIP -> "Leaves this step out; the steps after it go on without it.";
                      case RESOLVE ->
                          "Decides what this step stopped at, and tries it again. The choice is"
                              + " remembered for this integration.";
                      case PAUSE, RESUME, CANCEL -> "Is about the whole saga.";
                    }))
        .toList();
  }

  private static int open(SagaEntity saga) {
    return saga.counts().waiting()
        + saga.counts().ready()
        + saga.counts().backingOff()
        + saga.counts().failed();
  }

  private static ActionView whole(Order.Kind order, String effect) {
    return whole(order.label(), effect);
  }

  private static ActionView whole(String order, String effect) {
    return new ActionView(order, effect, List.of(), List.of());
  }

  private static ActionView about(Order.Kind order, Collection<StepName> steps, String effect) {
    return new ActionView(
        order.label(),
        effect,
        steps.stream().map(StepName::toString).toList(),
        steps.stream().map(name -> name.node().value()).distinct().sorted().toList());
  }
}
