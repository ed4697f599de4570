package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The looks of an integration, and the graphs that begin with them. A look waits for nothing but
 * what it needs to know: that its node can be worked on, that the cluster answers, and which secret
 * the deciding compute has.
 */
final class LookGraph {
  private final StepGraph runbook;
  private final Past past;

  /**
   * The looks of an integration.
   *
   * @param runbook every step of it with the edges of the runbook
   * @param past what earlier sagas leave
   */
  LookGraph(StepGraph runbook, Past past) {
    this.runbook = runbook;
    this.past = past;
  }

  /** Checks alone, each tried once: what is wrong now is to be told now. */
  StepGraph check() {
    StepGraph checks = looks(EnumSet.of(Work.CHECK));
    return new StepGraph(checks.steps().stream().map(StepForms::once).toList(), checks.edges());
  }

  /** Looks alone: what would be done. */
  StepGraph plan() {
    return looks(EnumSet.of(Work.CHECK, Work.CHANGE));
  }

  /** Looks, and every proof: what has drifted. */
  StepGraph verify() {
    return looks(EnumSet.allOf(Work.class));
  }

  private StepGraph looks(Set<Work> sorts) {
    List<PlannedStep> steps = new ArrayList<>();
    for (PlannedStep step : runbook.steps()) {
      Work sort = Work.of(step.action());
      if (sorts.contains(sort)) {
        steps.add(
            switch (sort) {
              case CHECK -> StepForms.in(Mode.PLAN, step);
              case CHANGE -> look(step, false);
              case PROOF -> step;
            });
      }
    }
    return StepForms.numbered(steps, facts(sorts));
  }

  /** Looks which hold everything back until all have ended well, then the runbook. */
  StepGraph apply() {
    Map<StepName, Optional<Instant>> proved = new Proofs(runbook, past).valid();
    List<PlannedStep> steps = new ArrayList<>();
    Set<Edge> edges = new LinkedHashSet<>(facts(EnumSet.of(Work.CHECK, Work.CHANGE)));
    edges.addAll(runbook.edges());
    for (PlannedStep step : runbook.steps()) {
      switch (Work.of(step.action())) {
        case CHECK -> steps.add(StepForms.gated(step));
        case CHANGE -> {
          PlannedStep look = look(step, true);
          steps.add(look);
          boolean unsettled = past.unsettled().contains(step.name());
          steps.add(StepForms.on(step.basis().after(look.name()).unsettled(unsettled), step));
          edges.add(new Edge(look.name(), step.name()));
        }
        case PROOF ->
            steps.add(
                proved
                    .get(step.name())
                    .map(at -> StepForms.on(step.basis().proved(at), step))
                    .orElse(step));
      }
    }
    return StepForms.numbered(steps, List.copyOf(edges));
  }

  private PlannedStep look(PlannedStep step, boolean gate) {
    PlannedStep look = StepForms.look(step, gate);
    return Optional.ofNullable(past.digests().get(look.name()))
        .map(digest -> StepForms.on(look.basis().expecting(digest), look))
        .orElse(look);
  }

  /** What the first steps of these sorts need to know from others. */
  private Set<Edge> facts(Set<Work> sorts) {
    Map<String, StepName> nodeChecks = new HashMap<>();
    Optional<StepName> cluster = Optional.empty();
    Map<Action.SecretOwner, StepName> secrets = new EnumMap<>(Action.SecretOwner.class);
    Optional<StepName> deployer = Optional.empty();
    for (PlannedStep step : runbook.steps()) {
      if (step.action() instanceof Action.CheckNode check) {
        nodeChecks.put(step.name().node().value(), step.name());
        if (check.roles().contains(Action.Role.DEPLOYER)) {
          deployer = Optional.of(step.name());
        }
      } else if (step.action() instanceof Action.CheckCluster) {
        cluster = Optional.of(step.name());
      } else if (step.action() instanceof Action.DefineSecret define && define.decides()) {
        secrets.put(define.owner(), Work.look(step.name()));
      }
    }
    Set<Edge> edges = new LinkedHashSet<>();
    for (PlannedStep step : runbook.steps()) {
      if (sorts.contains(Work.of(step.action()))) {
        StepName after =
            Work.of(step.action()) == Work.CHANGE ? Work.look(step.name()) : step.name();
        add(edges, Optional.ofNullable(nodeChecks.get(step.node().name().value())), after);
        if (asksCluster(step.action())) {
          add(edges, cluster, after);
        }
        for (Action.SecretOwner owner : neededSecrets(step.action())) {
          add(edges, Optional.ofNullable(secrets.get(owner)), after);
        }
        if (mayBeDeployed(step.action())) {
          add(edges, deployer, after);
        }
      }
    }
    return edges;
  }

  private static void add(Set<Edge> edges, Optional<StepName> before, StepName after) {
    before.filter(step -> !step.equals(after)).ifPresent(step -> edges.add(new Edge(step, after)));
  }

  private static boolean asksCluster(Action action) {
    return action instanceof Action.CreatePool
        || action instanceof Action.CreateUser
        || action instanceof Action.PlaceConf
        || action instanceof Action.PlaceKeyring
        || action instanceof Action.DefineSecret;
  }

  private static Set<Action.SecretOwner> neededSecrets(Action action) {
    if (action instanceof Action.DefineSecret define) {
      return Set.of(define.owner());
    }
    if (action instanceof Action.ConfigureNova nova) {
      return Set.of(nova.own().orElse(Action.SecretOwner.CINDER));
    }
    if (action instanceof Action.ConfigureDeployer) {
      return EnumSet.allOf(Action.SecretOwner.class);
    }
    return action instanceof Action.ConfigureCinder ? Set.of(Action.SecretOwner.CINDER) : Set.of();
  }

  /** Whether it may change what a deployment writes anew, unless the deployer is told. */
  private static boolean mayBeDeployed(Action action) {
    return action instanceof Action.PlaceConf
        || action instanceof Action.PlaceKeyring
        || action instanceof Action.DefineSecret
        || action instanceof Action.ConfigureGlance
        || action instanceof Action.ConfigureCinder
        || action instanceof Action.ConfigureCinderBackup
        || action instanceof Action.ConfigureNova;
  }
}
