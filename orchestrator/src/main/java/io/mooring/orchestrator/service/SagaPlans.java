package io.mooring.orchestrator.service;

import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.PoolName;
import io.mooring.orchestrator.document.IntegrationDocument;
import io.mooring.orchestrator.planner.Past;
import io.mooring.orchestrator.planner.Planner;
import io.mooring.orchestrator.planner.StepGraph;
import io.mooring.orchestrator.saga.EarlierSagas;
import io.mooring.orchestrator.saga.LeftNodes;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.PlanHash;
import io.mooring.orchestrator.saga.SagaKind;
import io.mooring.orchestrator.saga.SagaState;
import io.mooring.orchestrator.saga.SagaStep;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Says which graph a saga has that is asked for, or why there can be none. */
@ApplicationScoped
public class SagaPlans {
  private final Planner planner;

  SagaPlans(Planner planner) {
    this.planner = planner;
  }

  /**
   * What is asked for beside the kind.
   *
   * @param plan of an apply: the hash of the plan that is to be carried out
   * @param prove of an apply: whether everything is proved again
   * @param undoes of a rollback: the saga whose changes are taken back
   * @param confirmed of a removal: the names of pools as a person typed them
   * @param only of an apply: the nodes that it is for; none: all
   * @param decided what a person decided about what earlier sagas found: key of a finding to choice
   */
  public record Request(
      Optional<String> plan,
      boolean prove,
      Optional<UUID> undoes,
      Set<String> confirmed,
      Set<NodeName> only,
      Map<String, String> decided) {
    /** Nothing but the kind. */
    public static final Request PLAIN =
        new Request(Optional.empty(), false, Optional.empty(), Set.of(), Set.of(), Map.of());

    /** To give nodes what they missed, and touch others only where that rests on them. */
    public static Request catchingUp(Set<NodeName> nodes) {
      return new Request(Optional.empty(), false, Optional.empty(), Set.of(), nodes, Map.of());
    }

    /** To take back what that saga changed. */
    public static Request undoing(UUID saga) {
      return new Request(Optional.empty(), false, Optional.of(saga), Set.of(), Set.of(), Map.of());
    }

    /** Keeps its own copies. */
    public Request {
      confirmed = Set.copyOf(confirmed);
      only = Set.copyOf(only);
      decided = Map.copyOf(decided);
    }
  }

  /**
   * What the integration is.
   *
   * @param document the wanted state
   * @param stored the same as it is stored
   * @param secret UUID of the libvirt secret that was made for it
   * @param newestFirst its last sagas, all at rest
   */
  public record Situation(
      IntegrationDocument document, String stored, UUID secret, List<OpenSaga> newestFirst) {
    /** Keeps its own copy. */
    public Situation {
      newestFirst = List.copyOf(newestFirst);
    }
  }

  /** What comes of a request. */
  public sealed interface Prepared {
    /**
     * This can be started.
     *
     * @param graph its steps
     * @param parent the saga whose changes it takes back
     * @param facts what is known before it begins
     * @param decisions what people decided
     */
    record Ready(
        StepGraph graph,
        Optional<UUID> parent,
        Map<String, String> facts,
        Map<String, String> decisions)
        implements Prepared {
      /** The same, with what was decided when it was asked for. */
      Ready deciding(Map<String, String> decided) {
        Map<String, String> all = new HashMap<>(decisions);
        all.putAll(decided);
        return new Ready(graph, parent, facts, all);
      }
    }

    /**
     * No saga of this integration asked for this decision, or it had no such choice.
     *
     * @param finding the finding's key
     */
    record NoSuchDecision(String finding) implements Prepared {}

    /** No plan of the document as it is now has this hash. */
    record NoSuchPlan() implements Prepared {}

    /** There is nothing that could be taken back. */
    record NothingToUndo() implements Prepared {}

    /**
     * A pool was named that the document does not have.
     *
     * @param known those that it has
     */
    record NoSuchPool(Set<PoolName> known) implements Prepared {}

    /**
     * Something else comes first.
     *
     * @param reason what, in a sentence
     */
    record NotYet(String reason) implements Prepared {}
  }

  /** Prepares a saga. */
  public Prepared prepare(SagaKind kind, Request request, Situation now) {
    Optional<String> unasked =
        request.decided().entrySet().stream()
            .filter(it -> !EarlierSagas.asked(now.newestFirst(), it.getKey(), it.getValue()))
            .map(Map.Entry::getKey)
            .findFirst();
    if (unasked.isPresent()) {
      return new Prepared.NoSuchDecision(unasked.get());
    }
    Prepared prepared = graphOf(kind, request, now);
    return prepared instanceof Prepared.Ready ready ? ready.deciding(request.decided()) : prepared;
  }

  private Prepared graphOf(SagaKind kind, Request request, Situation now) {
    return switch (kind) {
      case CHECK -> ready(now, planner.check(now.document()));
      case PLAN -> ready(now, planner.plan(now.document(), past(now)));
      case APPLY -> apply(request, now);
      case VERIFY -> ready(now, planner.verify(now.document(), past(now)));
      case ROLLBACK -> rollback(request, now);
      case REMOVE -> removal(request, now);
      case PRUNE -> prune(now);
      case ROTATE_KEYS -> new Prepared.NotYet("Keys can't be rotated by this release.");
    };
  }

  private static Past past(Situation now) {
    return EarlierSagas.past(now.secret(), now.newestFirst());
  }

  private Prepared apply(Request request, Situation now) {
    Past past = request.prove() ? past(now).unproved() : past(now);
    if (!request.only().isEmpty()) {
      StepGraph graph = planner.apply(now.document(), past).forNodes(request.only());
      return graph.steps().isEmpty() ? new Prepared.NothingToUndo() : ready(now, graph);
    }
    if (request.plan().isEmpty()) {
      return ready(now, planner.apply(now.document(), past));
    }
    return now.newestFirst().stream()
        .filter(saga -> PlanHash.of(now.stored(), saga).equals(request.plan()))
        .findFirst()
        .<Prepared>map(
            plan -> {
              Past expecting = past.expecting(PlanHash.digests(plan));
              return ready(now, planner.apply(now.document(), expecting));
            })
        .orElseGet(Prepared.NoSuchPlan::new);
  }

  private Prepared rollback(Request request, Situation now) {
    Optional<OpenSaga> found =
        now.newestFirst().stream()
            .filter(saga -> request.undoes().equals(Optional.of(saga.saga().id())))
            .findFirst();
    if (found.isEmpty()
        || found.get().saga().kind() != SagaKind.APPLY
        || found.get().saga().state() == SagaState.ROLLED_BACK) {
      return new Prepared.NothingToUndo();
    }
    OpenSaga done = found.get();
    for (OpenSaga later : now.newestFirst()) {
      if (later.saga().id().equals(done.saga().id())) {
        break;
      }
      if (isDoneAndChanged(later)) {
        return new Prepared.NotYet(
            "Saga %s changed something after this one; roll that one back first."
                .formatted(later.saga().id()));
      }
    }
    StepGraph undo =
        planner.rollback(
            EarlierSagas.graph(done),
            step -> done.step(step).filter(SagaPlans::wasDispatched).isPresent(),
            done.saga().id());
    return undo.steps().isEmpty()
        ? new Prepared.NothingToUndo()
        : new Prepared.Ready(
            undo, Optional.of(done.saga().id()), done.saga().facts(), decisions(now));
  }

  /**
   * A participant may have died between changing something and saying so, so that whatever was sent
   * is asked; the node knows what this saga changed there.
   */
  private static boolean wasDispatched(SagaStep step) {
    return step.attempt() > 0;
  }

  private static boolean isDoneAndChanged(OpenSaga saga) {
    return saga.saga().kind() == SagaKind.APPLY
        && saga.saga().state() != SagaState.ROLLED_BACK
        && saga.steps().stream().anyMatch(EarlierSagas::mayHaveChanged);
  }

  private Prepared prune(Situation now) {
    Set<NodeName> wanted =
        now.document().nodes().stream()
            .map(IntegrationDocument.Node::name)
            .collect(Collectors.toSet());
    Map<OpenSaga, Set<NodeName>> left = LeftNodes.byApply(now.newestFirst(), wanted);
    List<StepGraph> graphs = new ArrayList<>();
    Map<String, String> facts = new HashMap<>();
    left.forEach(
        (apply, nodes) -> {
          graphs.add(planner.prune(EarlierSagas.graph(apply), nodes));
          apply.saga().facts().forEach(facts::putIfAbsent);
        });
    StepGraph graph = StepGraph.together(graphs);
    return graph.steps().isEmpty()
        ? new Prepared.NothingToUndo()
        : new Prepared.Ready(graph, Optional.empty(), facts, decisions(now));
  }

  private Prepared removal(Request request, Situation now) {
    IntegrationDocument.Pools pools = now.document().ceph().pools();
    Set<PoolName> known = pools.all().stream().map(WantedPool::name).collect(Collectors.toSet());
    Set<PoolName> confirmed =
        known.stream()
            .filter(name -> request.confirmed().contains(name.value()))
            .collect(Collectors.toSet());
    return confirmed.size() < request.confirmed().size()
        ? new Prepared.NoSuchPool(known)
        : new Prepared.Ready(
            planner.remove(now.document(), past(now), confirmed),
            Optional.empty(),
            // Which secret was adopted, for example: nobody looks for it again.
            EarlierSagas.facts(now.newestFirst()),
            decisions(now));
  }

  private static Prepared ready(Situation now, StepGraph graph) {
    return new Prepared.Ready(graph, Optional.empty(), Map.of(), decisions(now));
  }

  /** What was decided is kept from saga to saga; the document goes first. */
  private static Map<String, String> decisions(Situation now) {
    Map<String, String> decisions = new HashMap<>();
    if (!now.newestFirst().isEmpty()) {
      decisions.putAll(now.newestFirst().getFirst().saga().decisions());
    }
    decisions.putAll(now.document().life().decisions());
    return decisions;
  }
}
