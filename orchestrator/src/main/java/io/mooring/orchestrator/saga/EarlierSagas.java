package io.mooring.orchestrator.saga;

import io.mooring.contracts.Finding;
import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.planner.Edge;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.PlannedStep;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.planner.Work;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** What sagas that are at rest leave for those that come. */
public final class EarlierSagas {
  private EarlierSagas() {}

  /**
   * What was changed and proved.
   *
   * @param secret of the integration
   * @param newestFirst its last sagas; the more there are, the longer a proof is remembered
   */
  public static Past past(UUID secret, List<? extends SagaView> newestFirst) {
    Map<StepName, Instant> changed = new HashMap<>();
    Map<StepName, Past.Proof> proofs = new HashMap<>();
    Set<StepName> judged = new HashSet<>();
    Set<StepName> heardOf = new HashSet<>();
    Set<StepName> unsettled = new HashSet<>();
    for (SagaView saga : newestFirst) {
      for (SagaStep step : saga.steps()) {
        StepName name = Work.changing(step.name());
        if (mayHaveChanged(step)) {
          changed.merge(name, lastHeardOf(step), EarlierSagas::later);
        }
        if (step.attempt() > 0
            && step.planned().mode() != Mode.PLAN
            && heardOf.add(name)
            && !isSettled(step)) {
          unsettled.add(name);
        }
        if (isProof(step) && saysSomething(step) && judged.add(name)) {
          proof(step).ifPresent(proof -> proofs.put(name, proof));
        }
      }
    }
    return new Past(secret, changed, proofs, unsettled, Map.of());
  }

  /** Whether a step changed something, or may have, that its undoing would take back. */
  public static boolean mayHaveChanged(SagaStep step) {
    boolean changed =
        step.state() instanceof StepState.Done done && done.result() == Result.CHANGED;
    return step.planned().mode() != Mode.PLAN
        && Work.of(step.planned().action()) == Work.CHANGE
        && (changed || step.marks().touched());
  }

  /** Whether the participant has told how its last attempt ended. */
  private static boolean isSettled(SagaStep step) {
    return !mayHaveChanged(step)
        || step.state() instanceof StepState.Done done && isSuccess(done.result());
  }

  private static boolean isProof(SagaStep step) {
    return step.planned().mode() == Mode.APPLY && Work.of(step.planned().action()) == Work.PROOF;
  }

  private static boolean saysSomething(SagaStep step) {
    return step.attempt() > 0
        || step.state() instanceof StepState.Done done && done.result() == Result.UNCHANGED;
  }

  private static Optional<Past.Proof> proof(SagaStep step) {
    if (!(step.state() instanceof StepState.Done done) || !isSuccess(done.result())) {
      return Optional.empty();
    }
    Optional<Instant> at =
        step.attempt() > 0 ? Optional.of(done.at()) : step.planned().basis().proved();
    return at.map(when -> new Past.Proof(step.planned().action(), when));
  }

  private static boolean isSuccess(Result result) {
    return result == Result.CHANGED || result == Result.UNCHANGED;
  }

  private static Instant lastHeardOf(SagaStep step) {
    return switch (step.state()) {
      case StepState.Done done -> done.at();
      case StepState.Halted halted -> halted.at();
      case StepState.BackingOff off -> off.until();
      case StepState.Waiting w -> step.startedAt().orElse(Instant.MIN);
      case StepState.Ready r -> step.startedAt().orElse(Instant.MIN);
      case StepState.Dispatched d -> step.startedAt().orElse(Instant.MIN);
    };
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  /** What sagas have found out; of two answers the newer one. */
  public static Map<String, String> facts(List<? extends SagaView> newestFirst) {
    Map<String, String> facts = new HashMap<>();
    newestFirst.reversed().forEach(earlier -> facts.putAll(earlier.saga().facts()));
    return facts;
  }

  /** Whether one of these sagas has asked people for a decision with this choice. */
  public static boolean asked(List<? extends SagaView> sagas, String finding, String choice) {
    return sagas.stream()
        .flatMap(saga -> saga.steps().stream())
        .flatMap(step -> findings(step.state()).stream())
        .filter(found -> LegalOrders.isOpen(found) && found.key().equals(finding))
        .anyMatch(found -> found.choices().stream().anyMatch(it -> it.name().equals(choice)));
  }

  private static List<Finding> findings(StepState state) {
    return switch (state) {
      case StepState.Done done -> done.report().findings();
      case StepState.Halted halted -> halted.report().findings();
      case StepState.Waiting w -> List.of();
      case StepState.Ready r -> List.of();
      case StepState.Dispatched d -> List.of();
      case StepState.BackingOff off -> List.of();
    };
  }

  /** The graph that a saga was made from. */
  public static StepGraph graph(SagaView saga) {
    List<PlannedStep> steps = saga.steps().stream().map(SagaStep::planned).toList();
    List<Edge> edges = new ArrayList<>();
    for (PlannedStep step : steps) {
      for (StepName before : saga.dependsOn(step.name())) {
        edges.add(new Edge(before, step.name()));
      }
    }
    return new StepGraph(steps, edges);
  }
}
