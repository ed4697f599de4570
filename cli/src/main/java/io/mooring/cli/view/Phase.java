package io.mooring.cli.view;

import io.mooring.cli.api.Step;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The steps of one action, a way to group them for people.
 *
 * @param name the action
 * @param steps its steps on all nodes
 */
record Phase(String name, List<Step> steps) {
  /** The order of the runbook; what it doesn't name comes after, as it is met. */
  private static final List<String> RUNBOOK =
      List.of(
          "check-node",
          "check-cluster",
          "install-client",
          "create-pool",
          "create-user",
          "place-conf",
          "place-keyring",
          "prove-access",
          "define-secret",
          "configure-glance",
          "restart-glance",
          "test-image",
          "configure-cinder",
          "restart-cinder",
          "test-volume",
          "configure-nova",
          "restart-nova",
          "delete-pool");

  /** Groups the steps of a saga. */
  static List<Phase> of(List<Step> steps) {
    Map<String, List<Step>> groups = new LinkedHashMap<>();
    steps.forEach(step -> groups.computeIfAbsent(step.phase(), p -> new ArrayList<>()).add(step));
    List<Phase> phases = new ArrayList<>();
    groups.forEach((name, members) -> phases.add(new Phase(name, members)));
    phases.sort(Comparator.comparingInt(phase -> place(phase.steps.getFirst().action())));
    return phases;
  }

  private static int place(String action) {
    int place = RUNBOOK.indexOf(action);
    return place < 0 ? RUNBOOK.size() : place;
  }

  int done() {
    return count(Step.State.SUCCEEDED);
  }

  int count(Step.State state) {
    return (int) steps.stream().filter(step -> step.state() == state).count();
  }

  int changed() {
    return (int)
        steps.stream()
            .filter(step -> step.state() == Step.State.SUCCEEDED && step.changed())
            .count();
  }

  List<Step> on(String node) {
    return steps.stream().filter(step -> step.node().equals(node)).toList();
  }
}
