package io.mooring.orchestrator.service;

import io.mooring.orchestrator.persistence.IntegrationRepository;
import io.mooring.orchestrator.persistence.Leases;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRepository;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaInput;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/** Gives a person's orders to sagas. */
@ApplicationScoped
public class SagaOrders {
  private final IntegrationRepository integrations;
  private final SagaRepository sagas;
  private final SagaRows rows;
  private final Leases leases;
  private final WriterTasks tasks;
  private final Clock clock;

  SagaOrders(
      IntegrationRepository integrations,
      SagaRepository sagas,
      SagaRows rows,
      Leases leases,
      WriterTasks tasks,
      @Identifier("orchestrator") Clock clock) {
    this.integrations = integrations;
    this.sagas = sagas;
    this.rows = rows;
    this.leases = leases;
    this.tasks = tasks;
    this.clock = clock;
  }

  /** What an order is about. */
  public sealed interface Target {
    /**
     * Failed steps, to be retried.
     *
     * @param select {@code all}, an action, {@code action@node}, or the full name of a step
     */
    record Failed(String select) implements Target {}

    /** What the order itself says. */
    record Exactly(Order order) implements Target {}
  }

  /**
   * What a person wants.
   *
   * @param target the order, and what it is about
   * @param version the version of the saga that the person has seen; empty when it does not matter
   * @param why the reason, in the person's words; may be empty
   */
  public record Wanted(Target target, OptionalLong version, String why) {}

  /** What became of it. */
  public sealed interface Outcome {
    /** It is carried out, on these steps where it is about steps. */
    record Given(List<String> steps) implements Outcome {}

    /** The saga does not take it now; it takes those. */
    record Refused(String reason, Set<Order.Kind> legal) implements Outcome {}

    /** Something has happened to the saga since the person looked. */
    record Moved(long version) implements Outcome {}

    /** A newer saga of the integration has taken over; nodes would refuse this one's commands. */
    record Superseded(UUID newest) implements Outcome {}

    /** Another integration's saga works on a node, or on the cluster, now. */
    record Held(Leases.Holder holder) implements Outcome {}

    /** The saga is set aside; only a new one leads on. */
    record Quarantined() implements Outcome {}

    /** There is no such saga. */
    record NoSuchSaga() implements Outcome {}
  }

  /** Gives an order. */
  public Outcome give(UUID saga, Wanted wanted, String actor) {
    return QuarkusTransaction.requiringNew()
        .call(
            () -> {
              Optional<SagaEntity> found = sagas.findByIdOptional(saga);
              return found.isEmpty() ? new Outcome.NoSuchSaga() : give(found.get(), wanted, actor);
            });
  }

  private Outcome give(SagaEntity saga, Wanted wanted, String actor) {
    // The integration's lock keeps a new saga from starting until the order is carried out.
    integrations.lock(saga.integration);
    Optional<UUID> newer = sagas.successor(saga).map(it -> it.id);
    if (newer.isPresent()) {
      return new Outcome.Superseded(newer.get());
    }
    return carryOut(saga.id, wanted, actor, false).orElseGet(() -> awaken(saga, wanted, actor));
  }

  /** A saga at rest has no leases, so it takes them before it goes on. */
  private Outcome awaken(SagaEntity saga, Wanted wanted, String actor) {
    Optional<Leases.Holder> holder =
        leases.takeAtOnce(saga.id, saga.integration, rows.resources(saga.id), clock.instant());
    if (holder.isPresent()) {
      return new Outcome.Held(holder.get());
    }
    Outcome outcome = carryOut(saga.id, wanted, actor, true).orElseThrow();
    QuarkusTransaction.requiringNew().run(() -> leases.giveBack(saga.id));
    return outcome;
  }

  /** Empty: the saga has to take its leases first. */
  private Optional<Outcome> carryOut(UUID saga, Wanted wanted, String actor, boolean hasLeases) {
    return tasks
        .order(saga, open -> decide(open, wanted, actor, hasLeases))
        .orElseGet(() -> Optional.of(new Outcome.Quarantined()));
  }

  private static WriterTasks.Decision<Optional<Outcome>> decide(
      OpenSaga saga, Wanted wanted, String actor, boolean hasLeases) {
    OrderDecision decision = OrderDecision.decide(saga, wanted);
    if (!hasLeases
        && saga.saga().state().atRest()
        && decision.order().filter(SagaOrders::awakens).isPresent()) {
      return new WriterTasks.Decision<>(List.of(), Optional.empty());
    }
    List<SagaInput> inputs =
        decision.order().stream()
            .<SagaInput>map(order -> new SagaInput.Ordered(order, actor, wanted.why()))
            .toList();
    return new WriterTasks.Decision<>(inputs, Optional.of(decision.outcome()));
  }

  /** Whether a saga at rest does something again by it. */
  private static boolean awakens(Order order) {
    return switch (order) {
      case Order.Retry retry -> true;
      case Order.Skip skip -> true;
      case Order.Resolve resolve -> true;
      case Order.Resume resume -> true;
      case Order.Pause pause -> false;
      case Order.Cancel cancel -> false;
    };
  }
}
