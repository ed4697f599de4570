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
  /** The phase of all steps that look before anything is changed. */
  static final String LOOK = "look";

  /** The order of the runbook; what it doesn't name comes after, as it is met. */
  private static final List<String> RUNBOOK =
      List.of(
          LOOK,
          "check-node",
          "check-cluster",
          "check-openstack",
          "install-client",
          "create-pool",
          "create-user",
          "place-conf",
          "place-keyring",
          "prove-access",
          "define-secret",
          "configure-deployer",
          "configure-glance",
          "restart-glance",
          "test-image",
          "configure-cinder",
          "configure-cinder-backup",
          "restart-cinder",
          "restart-cinder-backup",
          "test-volume",
          "test-backup",
          "create-volume-type",
          "configure-nova",
          "restart-nova",
          "copy-images",
          "delete-pool");

  /** Groups the steps of a saga. */
  static List<Phase> of(List<Step> steps) {
    Map<String, List<Step>> groups = new LinkedHashMap<>();
    steps.forEach(step -> groups.computeIfAbsent(step.phase(), p -> new ArrayList<>()).add(step));
    List<Phase> phases = new ArrayList<>();
    groups.forEach((name, members) -> phases.add(new Phase(name, members)));
    phases.sort(Comparator.comparingInt(phase -> place(phase)));
    return phases;
  }

  private static int place(Phase phase) {
    int place = RUNBOOK.indexOf(phase.name.equals(LOOK) ? LOOK : plain(phase.steps.getFirst()));
    return place < 0 ? RUNBOOK.size() : place;
  }

  /** Taking back an action is shown where the action is. */
  private static String plain(Step step) {
    String action = step.action();
    return action.startsWith("undo-") ? action.substring("undo-".length()) : action;
  }

  int done() {
    return count(Step.State.SUCCEEDED);
  }

  int needingPerson() {
    return (int) steps.stream().filter(Step::needsPerson).count();
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

  /** What is shown for a node: all its steps, of many looks only the one that tells most. */
  List<Step> on(String node) {
    List<Step> there = steps.stream().filter(step -> step.node().equals(node)).toList();
    return name.equals(LOOK) && there.size() > 1
        ? List.of(there.stream().max(Comparator.comparingInt(Phase::urgency)).orElseThrow())
        : there;
  }

  private static int urgency(Step step) {
    return switch (step.state()) {
      case FAILED, HALTED -> 6;
      case BACKING_OFF -> 5;
      case RUNNING -> 4;
      case WAITING, READY, OTHER -> 3;
      case SUCCEEDED -> step.changed() ? 2 : 1;
      case SKIPPED, CANCELLED -> 0;
    };
  }
}
