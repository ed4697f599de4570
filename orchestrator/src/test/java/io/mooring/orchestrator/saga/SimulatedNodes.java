package io.mooring.orchestrator.saga;

import static io.mooring.orchestrator.saga.Invariants.require;

import io.mooring.contracts.Action;
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
 * Nodes on which each changing step has one thing: it is there, made by some saga, or it is not. As
 * on real nodes a change comes later than the look that it rests on; an older epoch is refused, and
 * so is a change of what was changed since the look.
 */
final class SimulatedNodes {
  static final String CHOICE = "keep";

  private final int disputed;
  private final Map<StepName, UUID> madeBy = new HashMap<>();
  private final Map<StepName, Integer> changes = new HashMap<>();
  private final Map<NodeName, Long> epochs = new HashMap<>();
  private final Map<NodeName, Long> changedAt = new HashMap<>();
  private final Map<UUID, Set<StepName>> looked = new HashMap<>();
  private final Map<UUID, Set<StepName>> sent = new HashMap<>();
  private final Map<NodeName, Instant> away = new HashMap<>();

  /**
   * What an execution saw.
   *
   * @param differs whether the thing is not as the command wants it
   * @param changes how often the thing had been changed by then
   */
  record Look(StepName thing, boolean differs, int changes) {}

  /**
   * Nodes on which nothing was done.
   *
   * @param disputed in how many of a hundred things a person has to decide something
   */
  SimulatedNodes(int disputed) {
    this.disputed = disputed;
  }

  /** Nobody reaches the node until then. */
  void takeAway(NodeName node, Instant until) {
    away.put(node, until);
  }

  boolean isAway(NodeName node, Instant now) {
    return away.getOrDefault(node, Instant.MIN).isAfter(now);
  }

  /** Somebody else makes a thing, or takes it away. */
  void tamper(StepName thing, UUID somebody) {
    if (madeBy.remove(thing) == null) {
      madeBy.put(thing, somebody);
    }
    changes.merge(thing, 1, Integer::sum);
  }

  /** A command left: nothing may be taken back that was never to be done. */
  void sent(Dispatch dispatch) {
    StepName thing = Work.changing(dispatch.step());
    switch (dispatch.mode()) {
      case PLAN -> {
        // Looks leave nothing.
      }
      case APPLY -> sent.computeIfAbsent(dispatch.saga(), saga -> new HashSet<>()).add(thing);
      case UNDO -> {
        boolean restart = thing.action().startsWith("restart-");
        boolean done =
            dispatch.undoes().isEmpty()
                || sent.getOrDefault(dispatch.undoes().get(), Set.of()).contains(thing);
        require(restart || done, "it is taken back and was never done", dispatch);
      }
    }
  }

  /** Which saga made each thing that is there. */
  Map<StepName, UUID> madeBy() {
    return madeBy;
  }

  /** Whether a saga has looked at a thing. */
  boolean hasLooked(UUID saga, StepName thing) {
    return looked.getOrDefault(saga, Set.of()).contains(thing);
  }

  /** The thing that a command is about; deleting a pool takes back what creating it did. */
  static StepName thing(Command command) {
    StepName step = Work.changing(command.dispatch().step());
    return command.action() instanceof Action.DeletePool
        ? new StepName("create-pool", step.object(), step.node())
        : step;
  }

  /** The execution begins, and looks. */
  Look look(Command command) {
    Dispatch dispatch = command.dispatch();
    StepName thing = thing(command);
    boolean differs =
        Work.of(command.action()) == Work.CHANGE
            && switch (dispatch.mode()) {
              case PLAN, APPLY ->
                  madeBy.containsKey(thing) == command.action() instanceof Action.DeletePool;
              case UNDO ->
                  madeBy.containsKey(thing)
                      && dispatch.undoes().filter(of -> !of.equals(madeBy.get(thing))).isEmpty();
            };
    if (dispatch.mode() != Mode.PLAN) {
      // The first look tells the node of the epoch, also where nothing differs.
      passesFence(dispatch);
    }
    if (dispatch.mode() == Mode.PLAN) {
      looked.computeIfAbsent(dispatch.saga(), saga -> new HashSet<>()).add(thing);
    }
    return new Look(thing, differs, changes.getOrDefault(thing, 0));
  }

  /** The execution goes on, and ends. */
  Event goOn(Command command, Execution execution, Look look) {
    Dispatch dispatch = command.dispatch();
    if (dispatch.mode() != Mode.PLAN && !passesFence(dispatch)) {
      return Events.failed(execution, ErrorCode.STALE_EPOCH);
    }
    String digest = look.differs ? "differs" : "same";
    if (dispatch.expected().filter(seen -> !seen.equals(digest)).isPresent()) {
      return Events.failed(execution, ErrorCode.WORLD_MOVED);
    }
    if (look.differs && dispatch.mode() != Mode.PLAN) {
      if (changes.getOrDefault(look.thing, 0) != look.changes) {
        return Events.failed(execution, ErrorCode.FILE_CHANGED);
      }
      change(command, look);
    }
    return new Event.StepSucceeded(
        execution,
        Instant.EPOCH,
        look.differs,
        "done",
        List.of(),
        dispatch.mode() == Mode.PLAN ? open(look.thing, dispatch).stream().toList() : List.of(),
        Map.of(),
        Duration.ofMillis(5),
        Optional.of(digest),
        List.of());
  }

  private boolean passesFence(Dispatch dispatch) {
    return epochs.merge(dispatch.node().name(), dispatch.epoch(), Math::max) <= dispatch.epoch();
  }

  private void change(Command command, Look look) {
    Dispatch dispatch = command.dispatch();
    Long former = changedAt.put(dispatch.node().name(), dispatch.epoch());
    require(former == null || former <= dispatch.epoch(), "an older command undid", dispatch);
    int since = changes.merge(look.thing, 1, Integer::sum) - 1;
    require(since == look.changes, "it was changed without a look between", dispatch);
    boolean makes =
        dispatch.mode() == Mode.APPLY && !(command.action() instanceof Action.DeletePool);
    if (makes) {
      require(!madeBy.containsKey(look.thing), "it was done twice", dispatch);
      madeBy.put(look.thing, dispatch.saga());
    } else {
      require(madeBy.remove(look.thing) != null, "it was taken back twice", dispatch);
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
