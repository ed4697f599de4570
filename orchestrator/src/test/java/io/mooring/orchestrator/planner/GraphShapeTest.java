package io.mooring.orchestrator.planner;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.Documents;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must be true of every graph, whatever the size of the cloud. */
class GraphShapeTest {
  private static final UUID SECRET = UUID.fromString("6f1d0000-0000-4000-8000-000000000001");

  private static StepGraph cloud(int controllers, int computes) {
    return new Planner().runbook(Documents.cloud(controllers, computes), SECRET);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "1, 1", "2, 3", "3, 2", "5, 20"})
  void everyEdgeOfTheRunbookHolds(int controllers, int computes) {
    Ancestors ancestors = new Ancestors(cloud(controllers, computes));

    ancestors.steps().forEach(step -> holds(ancestors, step, controllers, computes));
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2"})
  void everyEdgeOfTheRunbookHoldsWithBackupsToo(int controllers, int computes) {
    StepGraph graph =
        new Planner().runbook(Documents.cloudWithBackups(controllers, computes), SECRET);
    Ancestors ancestors = new Ancestors(graph);

    assertThat(graph.inOrder()).hasSameSizeAs(graph.steps());
    ancestors.steps().forEach(step -> holds(ancestors, step, controllers, computes));
    for (int i = 1; i <= controllers; i++) {
      ancestors.require(
          StepName.parse("restart-cinder@controller" + i),
          "configure-cinder-backup@controller" + i);
    }
  }

  private static void holds(Ancestors ancestors, StepName step, int controllers, int computes) {
    String node = step.node().value();
    switch (step.action()) {
      case "check-node" -> assertThat(ancestors.of(step)).isEmpty();
      case "check-cluster" -> ancestors.require(step, "check-node@mon");
      case "check-images", "check-openstack" -> ancestors.refuse(step, "install-client@" + node);
      case "create-pool" -> ancestors.require(step, "check-cluster@mon");
      case "create-user" ->
          ancestors.require(
              step,
              step.object().orElseThrow().equals("cinder-backup")
                  ? "create-pool:backups@mon"
                  : "create-pool:images@mon");
      case "install-client" -> {
        ancestors.require(step, "check-node@" + node);
        ancestors.refuse(step, "check-cluster@mon");
      }
      case "place-conf" -> ancestors.require(step, "install-client@" + node);
      case "place-keyring" ->
          ancestors.require(
              step,
              "install-client@" + node,
              "create-user:" + step.object().orElseThrow() + "@mon");
      case "prove-access" ->
          ancestors.require(
              step,
              "place-conf@" + node,
              "place-keyring:" + step.object().orElseThrow() + "@" + node);
      case "define-secret" -> {
        ancestors.require(step, "check-node@" + node, "create-user:cinder@mon");
        ancestors.refuse(step, "install-client@" + node);
      }
      case "configure-glance" -> {
        ancestors.require(step, "prove-access:glance@" + node);
        for (int i = 1; i <= controllers; i++) {
          ancestors.require(step, "check-images@controller" + i);
        }
        if (!node.equals("controller1")) {
          ancestors.require(step, "test-image@controller1", "restart-glance@" + former(node));
        }
      }
      case "restart-glance" -> ancestors.require(step, "configure-glance@" + node);
      case "test-image" -> ancestors.require(step, "restart-glance@" + node);
      case "configure-cinder" -> {
        ancestors.require(step, "prove-access:cinder@" + node);
        for (int i = 1; i <= controllers; i++) {
          ancestors.require(step, "test-image@controller" + i);
        }
        for (int i = 1; i <= computes; i++) {
          ancestors.require(step, "define-secret@compute" + i);
        }
        if (!node.equals("controller1")) {
          ancestors.require(step, "restart-cinder@" + former(node));
        }
      }
      case "restart-cinder" -> ancestors.require(step, "configure-cinder@" + node);
      case "configure-cinder-backup" ->
          ancestors.require(
              step, "prove-access:cinder@" + node, "prove-access:cinder-backup@" + node);
      case "restart-cinder-backup" -> ancestors.require(step, "configure-cinder-backup@" + node);
      case "test-backup" ->
          ancestors.require(step, "test-volume@controller1", "restart-cinder-backup@" + node);
      case "test-volume" -> {
        for (int i = 1; i <= controllers; i++) {
          ancestors.require(step, "restart-cinder@controller" + i);
        }
      }
      default -> throw new AssertionError("no rule for " + step);
    }
    if (!step.action().equals("check-node")) {
      ancestors.require(step, "check-node@" + node);
    }
  }

  private static String former(String controller) {
    return "controller" + (Integer.parseInt(controller.substring("controller".length())) - 1);
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 2", "5, 20"})
  void thereIsNoCircle(int controllers, int computes) {
    StepGraph graph = cloud(controllers, computes);
    Map<StepName, Integer> ordinals = new HashMap<>();
    graph.steps().forEach(step -> ordinals.put(step.name(), step.ordinal()));

    // when steps without predecessors are taken away until none is left
    Map<StepName, Integer> unmet = new HashMap<>(graph.unmet());
    Deque<StepName> free = new ArrayDeque<>(ordinals.keySet());
    free.removeIf(unmet::containsKey);
    int done = 0;
    for (; !free.isEmpty(); done++) {
      for (StepName after : graph.dependents().getOrDefault(free.pop(), List.of())) {
        if (unmet.merge(after, -1, Integer::sum) == 0) {
          free.push(after);
        }
      }
    }

    // then none is left over
    assertThat(done).isEqualTo(graph.steps().size());
    assertThat(new HashSet<>(ordinals.values())).hasSize(graph.steps().size());
  }

  @Test
  void edgesGrowWithTheNodesAndNotFaster() {
    StepGraph small = cloud(3, 100);
    StepGraph big = cloud(3, 1000);

    int more = big.edges().size() - small.edges().size();
    assertThat(more).isEqualTo(900 * 11);
    assertThat(big.steps().size() - small.steps().size()).isEqualTo(900 * 6);
  }

  /** All steps which must have succeeded before a step. */
  private static final class Ancestors {
    private final StepGraph graph;
    private final Map<StepName, Set<StepName>> known = new HashMap<>();
    private final Map<StepName, List<StepName>> dependsOn;

    Ancestors(StepGraph graph) {
      this.graph = graph;
      this.dependsOn = graph.dependsOn();
    }

    List<StepName> steps() {
      return graph.steps().stream().map(PlannedStep::name).toList();
    }

    Set<StepName> of(StepName step) {
      Set<StepName> done = known.get(step);
      if (done == null) {
        done = new HashSet<>();
        for (StepName before : dependsOn.getOrDefault(step, List.of())) {
          done.add(before);
          done.addAll(of(before));
        }
        known.put(step, done);
      }
      return done;
    }

    void require(StepName step, String... before) {
      for (String name : before) {
        assertThat(of(step)).as("before %s", step).contains(StepName.parse(name));
      }
    }

    void refuse(StepName step, String before) {
      assertThat(of(step)).as("before %s", step).doesNotContain(StepName.parse(before));
    }
  }
}
