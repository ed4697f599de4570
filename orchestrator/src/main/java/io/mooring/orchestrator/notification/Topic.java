package io.mooring.orchestrator.notification;

import io.mooring.orchestrator.persistence.StoredEntry;
import io.mooring.orchestrator.saga.SagaKind;
import java.util.Optional;
import java.util.function.Supplier;

/** What somebody may want to be told of. */
public enum Topic {
  /** A saga needs a person. */
  INCIDENT,
  /** A saga that changes something has done all of it, or has taken it back. */
  SUCCESS,
  /** The world is not as an integration wants it. */
  DRIFT;

  /**
   * What an entry of the history is about; empty when nobody is told of it.
   *
   * @param kind finds the kind of its saga, where it matters; empty when the saga is forgotten
   */
  static Optional<Topic> of(StoredEntry entry, Supplier<Optional<SagaKind>> kind) {
    return switch (entry.type()) {
      case "saga-incident", "saga-quarantined" -> Optional.of(INCIDENT);
      case "saga-succeeded", "saga-rolled-back" ->
          kind.get().map(Topic::changes).orElse(true) ? Optional.of(SUCCESS) : Optional.empty();
      case "integration-drifted" -> Optional.of(DRIFT);
      default -> Optional.empty();
    };
  }

  private static boolean changes(SagaKind kind) {
    return switch (kind) {
      case APPLY, ROLLBACK, REMOVE, PRUNE, ROTATE_KEYS -> true;
      case CHECK, PLAN, VERIFY -> false;
    };
  }
}
