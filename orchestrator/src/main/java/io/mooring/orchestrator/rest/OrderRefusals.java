package io.mooring.orchestrator.rest;

import io.mooring.contracts.PoolName;
import io.mooring.orchestrator.persistence.Leases;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaKind;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Why orders and sagas are refused. */
final class OrderRefusals {
  private static final int CONFLICT = 409;
  private static final int PRECONDITION_FAILED = 412;

  private OrderRefusals() {}

  static Refusal illegal(String reason, Collection<Order.Kind> legal) {
    List<String> words = legal.stream().map(Order.Kind::label).sorted().toList();
    String others =
        words.isEmpty()
            ? " It takes no orders any more; a rerun is a new saga."
            : " It takes now: " + String.join(", ", words) + ".";
    return new Refusal(
        Refusal.problem(
                CONFLICT,
                "illegal-order",
                "The saga does not take this order now",
                reason + others,
                List.of())
            .allowing(words));
  }

  static Refusal moved(long version) {
    return new Refusal(
        Refusal.problem(
            PRECONDITION_FAILED,
            "saga-moved",
            "Something has happened to the saga since you looked",
            "It is at version %d now. Look at it again, then decide.".formatted(version),
            List.of()));
  }

  static Refusal noPlan() {
    return conflict(
        "no-such-plan",
        "There is no such plan",
        "No plan of the document as it is now has this hash. Plan again, and look at what it says"
            + " now.");
  }

  static Refusal nothingToUndo(SagaKind kind) {
    return conflict(
        "nothing-to-undo",
        "There is nothing to be taken back",
        kind == SagaKind.PRUNE
            ? "Only nodes that were taken out of the document can be pruned, and there is none."
            : "Only an apply that has changed something, and was not rolled back yet, can be rolled"
                + " back.");
  }

  static Refusal held(Leases.Holder holder) {
    return conflict(
        "held-by-another",
        "Another integration is being worked on there",
        "Saga %d of integration %s has had %s since %s (saga %s). Ask again when it is at rest, or ask with wait: true, and this one begins by itself then."
            .formatted(
                holder.number(),
                holder.integration(),
                holder.subject(),
                holder.since().truncatedTo(ChronoUnit.SECONDS),
                holder.saga()));
  }

  static Refusal noPool(Set<PoolName> known) {
    return Refusal.invalidField(
        "/pools",
        "A pool is named that the document does not have; it has %s."
            .formatted(
                known.stream().map(PoolName::value).sorted().collect(Collectors.joining(", "))));
  }

  static Refusal noDecision(String finding) {
    return Refusal.invalidField(
        "/decisions",
        "No saga of this integration has asked for this decision about %s. Plan again, and look at what it asks."
            .formatted(finding));
  }

  static Refusal notYet(String reason) {
    return conflict("not-yet", "Something else comes first", reason);
  }

  private static Refusal conflict(String code, String title, String detail) {
    return new Refusal(Refusal.problem(CONFLICT, code, title, detail, List.of()));
  }
}
