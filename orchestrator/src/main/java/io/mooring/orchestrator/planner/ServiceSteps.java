package io.mooring.orchestrator.planner;

import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.StepName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Steps 10 to 16: glance and cinder where they run, one node after another. The first glance is the
 * canary: no other one is touched until it took an image; and it is not touched until every
 * glance's images were looked for. The first compute is nova's canary.
 */
final class ServiceSteps {
  private final ServiceActions actions;
  private final GraphBuilder graph;
  private final Optional<StepName> told;

  /**
   * A node that runs the service, and what must have succeeded before the service is touched.
   *
   * @param node the node
   * @param check the node itself can be worked on
   * @param access the proofs that the service can open its pools
   */
  record Host(NodeAddress node, StepName check, List<StepName> access) {}

  /**
   * A compute.
   *
   * @param node the node
   * @param secret QEMU can open volumes
   * @param disks QEMU can open machines' own disks; the same step unless nova has a cephx user of
   *     its own
   * @param access the proof that nova can open its pools
   */
  record Compute(NodeAddress node, StepName secret, StepName disks, StepName access) {
    /** Each secret once. */
    Stream<StepName> secrets() {
      return Stream.of(secret, disks).distinct();
    }
  }

  /**
   * Steps on services.
   *
   * @param told the deployer knows what will be done; empty: there is none
   */
  ServiceSteps(ServiceActions actions, GraphBuilder graph, Optional<StepName> told) {
    this.actions = actions;
    this.graph = graph;
    this.told = told;
  }

  /**
   * Adds the steps.
   *
   * @param images where glance runs; none in the document of a further cluster
   * @param volumes where cinder-volume runs; at least one
   * @param backups where cinder-backup runs
   * @param computes where machines run
   */
  void plan(List<Host> images, List<Host> volumes, List<Host> backups, List<Compute> computes) {
    List<StepName> imageTests = glance(images, volumes);
    List<StepName> beforeCinder = new ArrayList<>(imageTests);
    computes.forEach(compute -> beforeCinder.add(compute.secret()));
    if (actions.ephemeral()) {
      nova(computes, imageTests);
    }
    StepName lastRestart = cinder(volumes, beforeCinder);
    NodeAddress tester = volumes.getFirst().node();
    StepName test = graph.add(tester, actions.testVolume(tester));
    // Each restart waits for the one before it, so the last one stands for all.
    graph.edge(lastRestart, test);
    // Users are shown the type when what is behind it works.
    actions
        .createVolumeType()
        .map(action -> graph.add(actions.volumeApi(), action))
        .ifPresent(type -> graph.edge(test, type));
    if (!backups.isEmpty()) {
      backup(backups, volumes, test);
    }
    if (actions.copiesImages()) {
      List<StepName> proofs = new ArrayList<>(imageTests);
      proofs.add(test);
      copyImages(images, proofs);
    }
  }

  /** Last of all, since it may take hours; one node after another, so that one image moves. */
  private void copyImages(List<Host> hosts, List<StepName> before) {
    List<StepName> gate = before;
    for (Host host : hosts) {
      boolean last = host.equals(hosts.getLast());
      StepName copy = graph.add(host.node(), actions.copyImages(host.node(), last));
      gate.forEach(step -> graph.edge(step, copy));
      gate = List.of(copy);
    }
  }

  private List<StepName> checkImages(List<Host> hosts) {
    List<StepName> checks = new ArrayList<>();
    for (Host host : hosts) {
      StepName check = graph.add(host.node(), actions.checkImages(host.node()));
      graph.edge(host.check(), check);
      checks.add(check);
    }
    return checks;
  }

  private Optional<StepName> checkOpenstack(List<Host> hosts) {
    Optional<StepName> check =
        actions.asker().map(asker -> graph.add(asker, actions.checkOpenstack()));
    check.ifPresent(
        step ->
            hosts.stream()
                .filter(host -> host.node().name().equals(step.node()))
                .forEach(host -> graph.edge(host.check(), step)));
    return check;
  }

  /** What cinder has to wait for: the tests, or, without glance, that OpenStack lets us in. */
  private List<StepName> glance(List<Host> hosts, List<Host> volumes) {
    List<StepName> tests = new ArrayList<>();
    List<StepName> gate = new ArrayList<>(checkImages(hosts));
    checkOpenstack(hosts.isEmpty() ? volumes : hosts).ifPresent(gate::add);
    for (Host host : hosts) {
      StepName configure = graph.add(host.node(), actions.configureGlance());
      StepName restart = graph.add(host.node(), actions.restartGlance(host.node()));
      StepName test = graph.add(host.node(), actions.testImage(host.node()));
      host.access().forEach(step -> graph.edge(step, configure));
      told.ifPresent(step -> graph.edge(step, configure));
      gate.forEach(step -> graph.edge(step, configure));
      graph.edge(configure, restart);
      graph.edge(restart, test);
      gate = List.of(tests.isEmpty() ? test : restart);
      tests.add(test);
    }
    return tests.isEmpty() ? gate : tests;
  }

  private StepName cinder(List<Host> hosts, List<StepName> before) {
    List<StepName> gate = before;
    for (Host host : hosts) {
      StepName configure = graph.add(host.node(), actions.configureCinder());
      StepName restart = graph.add(host.node(), actions.restartCinder(host.node()));
      host.access().forEach(step -> graph.edge(step, configure));
      told.ifPresent(step -> graph.edge(step, configure));
      gate.forEach(step -> graph.edge(step, configure));
      graph.edge(configure, restart);
      gate = List.of(restart);
    }
    return gate.getFirst();
  }

  /**
   * Cinder-volume may read the same file, so it is restarted when both have written there; else it
   * would run with an older one.
   */
  private void backup(List<Host> hosts, List<Host> volumes, StepName testVolume) {
    List<StepName> gate = List.of();
    for (Host host : hosts) {
      StepName configure = graph.add(host.node(), actions.configureCinderBackup());
      StepName restart = graph.add(host.node(), actions.restartCinderBackup(host.node()));
      host.access().forEach(step -> graph.edge(step, configure));
      told.ifPresent(step -> graph.edge(step, configure));
      gate.forEach(step -> graph.edge(step, configure));
      graph.edge(configure, restart);
      if (volumes.stream().anyMatch(volume -> volume.node().equals(host.node()))) {
        graph.edge(named("configure-cinder", host), configure);
        graph.edge(configure, named("restart-cinder", host));
        graph.edge(named("restart-cinder", host), restart);
      }
      gate = List.of(restart);
    }
    NodeAddress tester = hosts.getFirst().node();
    StepName test = graph.add(tester, actions.testBackup(tester));
    graph.edge(gate.getFirst(), test);
    graph.edge(testVolume, test);
  }

  private static StepName named(String action, Host host) {
    return StepName.of(action, host.node().name());
  }

  /** Running machines go on while nova-compute restarts, so the others need no turn. */
  private void nova(List<Compute> computes, List<StepName> before) {
    Optional<StepName> canary = Optional.empty();
    for (Compute compute : computes) {
      StepName configure = graph.add(compute.node(), actions.configureNova());
      StepName restart = graph.add(compute.node(), actions.restartNova());
      graph.edge(compute.disks(), configure);
      graph.edge(compute.access(), configure);
      told.ifPresent(step -> graph.edge(step, configure));
      canary.map(List::of).orElse(before).forEach(step -> graph.edge(step, configure));
      graph.edge(configure, restart);
      canary = canary.or(() -> Optional.of(restart));
    }
  }
}
