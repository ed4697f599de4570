package io.mooring.orchestrator.saga;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The purpose of a saga. Each is another graph of steps; the engine is the same. */
public enum SagaKind {
  /** Says what stands in the way: of all nodes, the cluster and OpenStack at once. */
  CHECK("check"),
  /** Says what would change. */
  PLAN("plan"),
  /** Brings the nodes to the integration's wanted state. */
  APPLY("apply"),
  /** Says what has drifted. */
  VERIFY("verify"),
  /** Takes back what a saga changed. */
  ROLLBACK("rollback"),
  /** Removes what the integration made. */
  REMOVE("remove"),
  /** Cleans nodes that were taken out of the document. */
  PRUNE("prune"),
  /** Gives the cephx users new keys. */
  ROTATE_KEYS("rotate-keys");

  private final String label;

  SagaKind(String label) {
    this.label = label;
  }

  /** The name in the API. */
  public String label() {
    return label;
  }

  /** The kind of that name in the API. */
  public static Optional<SagaKind> of(String label) {
    return Stream.of(values()).filter(kind -> kind.label.equals(label)).findFirst();
  }

  /** Whether a saga of this kind can be run again just as it was asked for. */
  public boolean canRunAgain() {
    return switch (this) {
      case CHECK, PLAN, APPLY, VERIFY, PRUNE -> true;
      case ROLLBACK, REMOVE, ROTATE_KEYS -> false;
    };
  }

  /** Those that change nothing on any node. */
  public static List<SagaKind> looking() {
    return Stream.of(values()).filter(SagaKind::onlyLooks).toList();
  }

  /** Whether nothing on any node is changed by it, so that it takes over from no other saga. */
  public boolean onlyLooks() {
    return switch (this) {
      case CHECK, PLAN, VERIFY -> true;
      case APPLY, ROLLBACK, REMOVE, PRUNE, ROTATE_KEYS -> false;
    };
  }
}
