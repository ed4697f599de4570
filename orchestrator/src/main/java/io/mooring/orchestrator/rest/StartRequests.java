package io.mooring.orchestrator.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.service.SagaPlans;
import io.mooring.orchestrator.service.SagaStarts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Reads what sagas are asked for. */
final class StartRequests {
  private StartRequests() {}

  /**
   * Asks for a saga.
   *
   * @param kind what it is for: check, plan, apply, verify, remove or prune
   * @param plan of an apply: the hash of the plan that exactly is to be carried out
   * @param prove of an apply: whether everything is proved anew
   * @param confirm of a removal: the integration's name, typed by a person
   * @param pools of a removal: the names of the pools to be deleted too, typed by a person
   * @param decisions choices about what an earlier saga asked for, such as a plan: the finding's
   *     key to the choice's name; they are remembered for the integration
   * @param why the reason, for the history
   * @param waits whether it waits for nodes that another integration's saga works on; else it is
   *     refused
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(
      name = "SagaRequest",
      requiredProperties = {"kind"})
  record SagaRequest(
      @Schema(examples = "apply") String kind,
      @Schema(examples = "p-0123456789ab") String plan,
      boolean prove,
      String confirm,
      List<String> pools,
      Map<String, String> decisions,
      String why,
      @JsonProperty("wait") boolean waits) {}

  /** What is asked for; a key that was given before means the saga of that time. */
  static SagaStarts.Asked asked(
      String integration, SagaRequest request, String idempotencyKey, String actor) {
    SagaKind kind =
        Optional.ofNullable(request)
            .flatMap(asked -> SagaKind.of(String.valueOf(asked.kind())))
            .filter(StartRequests::canBeAskedFor)
            .orElseThrow(
                () ->
                    Refusal.invalidField(
                        "/kind",
                        "The kind of a saga is check, plan, apply, verify, remove or prune."));
    if (kind == SagaKind.REMOVE && !integration.equals(request.confirm())) {
      throw Refusal.invalidField(
          "/confirm", "To remove an integration its name has to be typed here.");
    }
    return new SagaStarts.Asked(
        kind,
        new SagaPlans.Request(
            Optional.ofNullable(request.plan()).map(String::strip).filter(it -> !it.isEmpty()),
            request.prove(),
            Optional.empty(),
            request.pools() == null ? Set.of() : Set.copyOf(request.pools()),
            Set.of(),
            decisions(request)),
        identity(integration, idempotencyKey, actor),
        new SagaStarts.Asking(actor, Given.reason(request.why()), request.waits()));
  }

  private static Map<String, String> decisions(SagaRequest request) {
    Map<String, String> decisions = request.decisions() == null ? Map.of() : request.decisions();
    if (decisions.values().stream().anyMatch(Objects::isNull)) {
      throw Refusal.invalidField("/decisions", "Each decision is the name of a choice.");
    }
    return decisions;
  }

  /** A saga of this kind for which nothing more is said. */
  static SagaStarts.Asked plain(
      String integration, SagaKind kind, String idempotencyKey, SagaStarts.Asking by) {
    return new SagaStarts.Asked(
        kind, SagaPlans.Request.PLAIN, identity(integration, idempotencyKey, by.actor()), by);
  }

  /** A saga that takes another one back. */
  static SagaStarts.Asked rollback(
      String integration, UUID saga, String idempotencyKey, SagaStarts.Asking by) {
    return new SagaStarts.Asked(
        SagaKind.ROLLBACK,
        SagaPlans.Request.undoing(saga),
        identity(integration, idempotencyKey, by.actor()),
        by);
  }

  /** A rollback is asked of the saga that it takes back. */
  private static boolean canBeAskedFor(SagaKind kind) {
    return switch (kind) {
      case CHECK, PLAN, APPLY, VERIFY, REMOVE, PRUNE -> true;
      case ROLLBACK, ROTATE_KEYS -> false;
    };
  }

  private static Optional<UUID> identity(String integration, String key, String actor) {
    return Optional.ofNullable(key)
        .map(String::strip)
        .filter(given -> !given.isEmpty())
        .map(given -> actor + "\n" + integration + "\n" + given)
        .map(text -> UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)));
  }
}
