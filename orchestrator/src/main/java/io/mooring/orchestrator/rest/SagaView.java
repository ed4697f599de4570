package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.saga.Order;
import io.mooring.orchestrator.saga.SagaState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A saga.
 *
 * @param id its identity
 * @param number a short number for people
 * @param integration name of its integration
 * @param generation the generation of the document that it was planned from
 * @param kind what it is for: {@code apply}
 * @param state {@code running}, {@code paused}, {@code succeeded}, {@code incident}, {@code
 *     cancelled}, {@code rolled-back} or {@code quarantined}
 * @param createdAt when it was made
 * @param endedAt when it last came to rest; absent while it runs
 * @param total how many steps it has
 * @param counts how many of them are where
 * @param quarantined why it is set aside; absent for all others
 * @param actions what can be asked of it now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(
    name = "Saga",
    requiredProperties = {
      "id",
      "number",
      "integration",
      "generation",
      "kind",
      "state",
      "createdAt",
      "total",
      "counts",
      "actions"
    })
public record SagaView(
    UUID id,
    long number,
    String integration,
    int generation,
    String kind,
    String state,
    Instant createdAt,
    Instant endedAt,
    int total,
    Counts counts,
    String quarantined,
    List<String> actions) {

  /**
   * How many steps are where.
   *
   * @param waiting for other steps
   * @param ready waiting for their node
   * @param running sent to their participant
   * @param backingOff waiting for their next attempt
   * @param succeeded done
   * @param changed done, and something was changed
   * @param failed in need of a person
   * @param deciding those of the failed where the person may choose
   * @param skipped left out
   * @param cancelled not done because the saga was cancelled
   */
  public record Counts(
      int waiting,
      int ready,
      int running,
      int backingOff,
      int succeeded,
      int changed,
      int failed,
      int deciding,
      int skipped,
      int cancelled) {}

  static SagaView of(SagaEntity saga) {
    return new SagaView(
        saga.id,
        saga.number,
        saga.integration,
        saga.generation,
        saga.kind.label(),
        (saga.state == SagaState.CREATED ? SagaState.RUNNING : saga.state).label(),
        saga.createdAt,
        saga.endedAt,
        saga.waiting
            + saga.ready
            + saga.dispatched
            + saga.backingOff
            + saga.succeeded
            + saga.failed
            + saga.skipped
            + saga.cancelled,
        new Counts(
            saga.waiting,
            saga.ready,
            saga.dispatched,
            saga.backingOff,
            saga.succeeded,
            saga.changed,
            saga.failed,
            saga.deciding,
            saga.skipped,
            saga.cancelled),
        saga.quarantined,
        saga.orders().stream().map(Order.Kind::label).toList());
  }
}
