package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.Participant;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.RetryPolicy;
import io.mooring.orchestrator.document.Unreachable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A step as the plan has it; it never changes while the saga runs.
 *
 * @param name the step
 * @param phase number of its action in the runbook, from 1; 0 for looks at what actions would do
 * @param ordinal its place among all steps of the saga; ready steps of a node run in this order
 * @param mode whether it looks, applies or takes back
 * @param node how to reach the node it runs on
 * @param action what it does
 * @param limit how long one attempt may take, from its begin to its outcome
 * @param retry how often it is retried automatically
 * @param basis what is known of it before it runs
 * @param gate whether nothing may be changed anywhere until it has ended well
 * @param unreachable what becomes of it when its node can't be reached
 */
public record PlannedStep(
    StepName name,
    int phase,
    int ordinal,
    Mode mode,
    NodeAddress node,
    Action action,
    Duration limit,
    RetryPolicy retry,
    Basis basis,
    boolean gate,
    Unreachable unreachable) {

  /**
   * What is known of a step before it runs.
   *
   * @param undoes the saga whose changes it takes back; in mode undo only
   * @param expected the digest that its plan must have, or it stops before it changes anything
   * @param look the step that has looked at it before: if that found nothing to change, and nothing
   *     was changed since, it need not run
   * @param proved when what it proves was proved last, with nothing changed since; it need not run
   *     then unless this saga changes something before it
   * @param unsettled how an earlier saga's command for it ended is not known, so it may still be
   *     under way; it runs whatever its look finds, so that its node refuses the older command
   */
  public record Basis(
      Optional<UUID> undoes,
      Optional<String> expected,
      Optional<StepName> look,
      Optional<Instant> proved,
      boolean unsettled) {
    /** Nothing is known. */
    public static final Basis NONE =
        new Basis(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), false);

    /** The same, with the saga whose changes are taken back. */
    public Basis undoing(UUID saga) {
      return new Basis(Optional.of(saga), expected, look, proved, unsettled);
    }

    /** The same, with the digest that the plan must have. */
    public Basis expecting(String digest) {
      return new Basis(undoes, Optional.of(digest), look, proved, unsettled);
    }

    /** The same, with the step that looks before. */
    public Basis after(StepName looking) {
      return new Basis(undoes, expected, Optional.of(looking), proved, unsettled);
    }

    /** The same, with the time of the last proof. */
    public Basis proved(Instant at) {
      return new Basis(undoes, expected, look, Optional.of(at), unsettled);
    }

    /** The same; an earlier command for it may still be under way, or not. */
    public Basis unsettled(boolean still) {
      return new Basis(undoes, expected, look, proved, still);
    }
  }

  /** The same step at another place among all steps. */
  PlannedStep at(int place) {
    return new PlannedStep(
        name, phase, place, mode, node, action, limit, retry, basis, gate, unreachable);
  }

  /** Who executes it. */
  public Participant participant() {
    return MessageTypes.of(action).participant();
  }

  /** Whether it looks at what a later step of the same saga would change. */
  public boolean isLookAhead() {
    return mode == Mode.PLAN && gate;
  }
}
