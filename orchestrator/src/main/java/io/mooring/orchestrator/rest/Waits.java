package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.persistence.Leases;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.persistence.SagaRows;
import io.mooring.orchestrator.saga.SagaState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Says what sagas that have not begun wait for. */
@ApplicationScoped
class Waits {
  private final Leases leases;
  private final SagaRows rows;

  Waits(Leases leases, SagaRows rows) {
    this.leases = leases;
    this.rows = rows;
  }

  /**
   * Whom a saga waits for.
   *
   * @param integration name of the integration that is worked on
   * @param saga the saga that does so
   * @param number its number for people
   * @param what the node or the cluster that both need
   * @param since since when that saga has it, or waits for it
   */
  @Schema(
      name = "WaitsFor",
      requiredProperties = {"integration", "saga", "number", "what", "since"})
  record WaitsFor(String integration, UUID saga, long number, String what, Instant since) {}

  /** A saga as it is told, with whom it waits for. */
  SagaView view(SagaEntity saga) {
    return SagaView.of(saga).waitingFor(of(saga));
  }

  /** Whom this saga waits for; empty when it has begun, or is about to. */
  Optional<WaitsFor> of(SagaEntity saga) {
    return saga.state == SagaState.CREATED
        ? leases
            .inTheWay(saga.id, saga.integration, rows.resources(saga.id))
            .map(
                holder ->
                    new WaitsFor(
                        holder.integration(),
                        holder.saga(),
                        holder.number(),
                        holder.subject(),
                        holder.since()))
        : Optional.empty();
  }
}
