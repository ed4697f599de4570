package io.mooring.orchestrator.saga;

import io.mooring.contracts.Choice;
import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Work;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Nodes whose state is one bit for each changing step: what it wants is there, made by some saga,
 * or it is not. They keep the highest epoch and refuse older ones, and what was changed is never
 * changed again without a look between.
 */
final class SimulatedNodes {
  static final String CHOICE = "keep";

  private final int disputed;
  private final Map<StepName, UUID> madeBy = new HashMap<>();
  private final Map<NodeName, Long> epochs = new HashMap<>();
  private final Map<UUID, Set<StepName>> dispatched = new HashMap<>();
  private final Set<StepName> inspected = new HashSet<>();

  /**
   * Nodes on which nothing was done.
   *
   * @param disputed in how many of a hundred things a person has to decide something
   */
  SimulatedNodes(int disputed) {
    this.disputed = disputed;
  }

  /** Nothing may be taken back that was never dispatched. */
  void allow(Dispatch dispatch) {
    StepName thing = Work.changing(dispatch.step());
    switch (dispatch.mode()) {
      case PLAN -> {
        // Looks leave nothing.
      }
      case APPLY -> dispatched.computeIfAbsent(dispatch.saga(), saga -> new HashSet<>()).add(thing);
      case UNDO -> {
        UUID parent = dispatch.undoes().orElseThrow();
        boolean restart = thing.action().startsWith("restart-");
        if (!restart && !dispatched.getOrDefault(parent, Set.of()).contains(thing)) {
          throw new AssertionError(thing + " is taken back and was never done");
        }
      }
    }
  }

  /** What saga made each thing that is there. */
  Map<StepName, UUID> madeBy() {
    return madeBy;
  }

  Event execute(Command command, Execution execution) {
    Dispatch dispatch = command.dispatch();
    NodeName node = dispatch.node().name();
    if (dispatch.mode() != Mode.PLAN
        && epochs.merge(node, dispatch.epoch(), Math::max) > dispatch.epoch()) {
      return Events.failed(execution, ErrorCode.STALE_EPOCH);
    }
    StepName thing = Work.changing(dispatch.step());
    inspected.add(thing);
    boolean differs =
        Work.of(command.action()) == Work.CHANGE
            && switch (dispatch.mode()) {
              case PLAN, APPLY -> !madeBy.containsKey(thing);
              case UNDO -> dispatch.undoes().equals(Optional.ofNullable(madeBy.get(thing)));
            };
    Optional<Finding> open = open(thing, dispatch);
    if (differs && dispatch.mode() != Mode.PLAN) {
      change(thing, dispatch);
    }
    return new Event.StepSucceeded(
        execution,
        Instant.EPOCH,
        differs,
        "done",
        List.of(),
        dispatch.mode() == Mode.PLAN ? open.stream().toList() : List.of(),
        Map.of(),
        Duration.ofMillis(5),
        Optional.of(differs ? "differs" : "same"),
        List.of());
  }

  private void change(StepName thing, Dispatch dispatch) {
    if (!inspected.remove(thing)) {
      throw new AssertionError(thing + " was changed without a look");
    }
    if (dispatch.mode() == Mode.APPLY) {
      madeBy.put(thing, dispatch.saga());
    } else {
      madeBy.remove(thing);
    }
  }

  private Optional<Finding> open(StepName thing, Dispatch dispatch) {
    String key = "disputed-" + thing.action();
    boolean asks = Math.floorMod(thing.hashCode(), 100) < disputed;
    return asks && !dispatch.decisions().containsKey(key)
        ? Optional.of(
            Finding.stop(ErrorCode.CONFIGURATION_CONFLICT, "somebody else's")
                .deciding(key, new Choice(CHOICE, "It stays.")))
        : Optional.empty();
  }
}
