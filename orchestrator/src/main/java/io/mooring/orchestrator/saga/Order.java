package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;
import java.util.Locale;
import java.util.Set;

/** What a person tells a saga. */
public sealed interface Order {

  /**
   * Try these failed steps again; those in other states are left alone.
   *
   * @param steps which
   */
  record Retry(Set<StepName> steps) implements Order {
    /** Keeps its own copy. */
    public Retry {
      steps = Set.copyOf(steps);
    }
  }

  /**
   * Leave a step out that needs a person or waits for its next attempt; the steps after it go on.
   *
   * @param step which
   */
  record Skip(StepName step) implements Order {}

  /**
   * Decide what a halted step stops at, and try it again.
   *
   * @param step which
   * @param finding key of the finding that is decided; empty for every one that offers the choice
   * @param choice the choice
   */
  record Resolve(StepName step, String finding, String choice) implements Order {}

  /** Send nothing more until {@link Resume}. */
  record Pause() implements Order {}

  /** Go on after {@link Pause}. */
  record Resume() implements Order {}

  /** Let end what runs, and leave out everything else. */
  record Cancel() implements Order {}

  /** The kinds of orders. */
  enum Kind {
    /** See {@link Retry}. */
    RETRY,
    /** See {@link Skip}. */
    SKIP,
    /** See {@link Resolve}. */
    RESOLVE,
    /** See {@link Pause}. */
    PAUSE,
    /** See {@link Resume}. */
    RESUME,
    /** See {@link Cancel}. */
    CANCEL;

    /** The word for people and in the API. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The order's kind. */
  default Kind kind() {
    return switch (this) {
      case Retry o -> Kind.RETRY;
      case Skip o -> Kind.SKIP;
      case Resolve o -> Kind.RESOLVE;
      case Pause o -> Kind.PAUSE;
      case Resume o -> Kind.RESUME;
      case Cancel o -> Kind.CANCEL;
    };
  }
}
