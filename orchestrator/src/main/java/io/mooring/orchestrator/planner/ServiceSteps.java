package io.mooring.orchestrator.planner;

import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.StepName;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps 10 to 16: glance and cinder on the controllers, one controller after another. The first
 * controller is the canary: no other one is touched until its glance took an image; and it is not
 * touched until every controller's images were looked for.
 */
final class ServiceSteps {
  private final ServiceActions actions;
  private final GraphBuilder graph;

  /**
   * A controller and what must have succeeded before its services are touched.
   *
   * @param node the controller
   * @param check the node itself can be worked on
   * @param glance the proof that glance can open its pool
   * @param cinder the proof that cinder can open its pools
   */
  record Controller(NodeAddress node, StepName check, StepName glance, StepName cinder) {}

  ServiceSteps(ServiceActions actions, GraphBuilder graph) {
    this.actions = actions;
    this.graph = graph;
  }

  void plan(List<Controller> controllers, List<StepName> secrets) {
    List<StepName> beforeCinder = new ArrayList<>(glance(controllers));
    beforeCinder.addAll(secrets);
    StepName lastRestart = cinder(controllers, beforeCinder);
    StepName test = graph.add(controllers.getFirst().node(), actions.testVolume());
    // Each restart waits for the one before it, so the last one stands for all.
    graph.edge(lastRestart, test);
  }

  private List<StepName> checkImages(List<Controller> controllers) {
    List<StepName> checks = new ArrayList<>();
    for (Controller controller : controllers) {
      StepName check = graph.add(controller.node(), actions.checkImages());
      graph.edge(controller.check(), check);
      checks.add(check);
    }
    return checks;
  }

  private List<StepName> glance(List<Controller> controllers) {
    List<StepName> tests = new ArrayList<>();
    List<StepName> gate = checkImages(controllers);
    for (Controller controller : controllers) {
      StepName configure = graph.add(controller.node(), actions.configureGlance());
      StepName restart = graph.add(controller.node(), actions.restartGlance(controller.node()));
      StepName test = graph.add(controller.node(), actions.testImage());
      graph.edge(controller.glance(), configure);
      gate.forEach(step -> graph.edge(step, configure));
      graph.edge(configure, restart);
      graph.edge(restart, test);
      gate = List.of(tests.isEmpty() ? test : restart);
      tests.add(test);
    }
    return tests;
  }

  private StepName cinder(List<Controller> controllers, List<StepName> before) {
    List<StepName> gate = before;
    for (Controller controller : controllers) {
      StepName configure = graph.add(controller.node(), actions.configureCinder());
      StepName restart = graph.add(controller.node(), actions.restartCinder(controller.node()));
      graph.edge(controller.cinder(), configure);
      gate.forEach(step -> graph.edge(step, configure));
      graph.edge(configure, restart);
      gate = List.of(restart);
    }
    return gate.getFirst();
  }
}
