package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.persistence.SagaEntity;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.StepCounts;
import jakarta.ws.rs.core.EntityTag;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * A saga.
 *
 * @param id its identity
 * @param number a short number for people
 * @param integration name of its integration
 * @param generation the generation of the document that it was planned from
 * @param kind what it is for: {@code plan}, {@code apply}, {@code verify}, {@code rollback}, {@code
 *     remove} or {@code prune}
 * @param state {@code waiting} (it has not begun), {@code running}, {@code paused}, {@code
 *     succeeded}, {@code incident}, {@code cancelled}, {@code rolled-back} or {@code quarantined}
 * @param createdAt when it was made
 * @param endedAt when it last came to rest; absent while it runs
 * @param total how many steps it has
 * @param counts how many of them are where
 * @param quarantined why it is set aside; absent for all others
 * @param version rises with everything that happens to it; its ETag
 * @param intent what it does with steps that are not done: {@code run}, {@code pause}, {@code hold}
 *     (a node can't be reached, and the document says that all wait then) or {@code cancel}
 * @param parent the saga whose changes it takes back; absent for all others
 * @param actions what can be asked of it now
 * @param waitsFor whose work it waits for before it begins; absent when it has begun
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
      "version",
      "intent",
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
    long version,
    String intent,
    UUID parent,
    List<ActionView> actions,
    Waits.WaitsFor waitsFor) {

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
    return of(saga, List.of());
  }

  /** A saga, whose actions name its failed steps. */
  static SagaView of(SagaEntity saga, List<StepName> failed) {
    StepCounts counts = saga.counts();
    return new SagaView(
        saga.id,
        saga.number,
        saga.integration,
        saga.generation,
        saga.kind.label(),
        (saga.state == SagaState.CREATED ? SagaState.RUNNING : saga.state).label(),
        saga.createdAt,
        saga.endedAt,
        counts.total(),
        new Counts(
            counts.waiting(),
            counts.ready(),
            counts.dispatched(),
            counts.backingOff(),
            counts.succeeded(),
            counts.changed(),
            counts.failed(),
            counts.deciding(),
            counts.skipped(),
            counts.cancelled()),
        saga.quarantined,
        saga.version,
        saga.intent.name().toLowerCase(Locale.ROOT),
        saga.parent,
        ActionView.of(saga, failed),
        null);
  }

  /** The same, with whom it waits for. */
  SagaView waitingFor(Optional<Waits.WaitsFor> other) {
    return new SagaView(
        id,
        number,
        integration,
        generation,
        kind,
        other.isPresent() ? "waiting" : state,
        createdAt,
        endedAt,
        total,
        counts,
        quarantined,
        version,
        intent,
        parent,
        actions,
        other.orElse(null));
  }

  /** What stands for this state of the saga in headers. */
  EntityTag tag() {
    return new EntityTag(Long.toString(version));
  }
}
