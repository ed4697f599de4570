package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.RestartGate;
import java.time.Duration;

/**
 * How long one attempt of an action may take before its outcome counts as unknown. Generous: a
 * participant's own time limits are shorter and give a better reason.
 */
final class Deadlines {
  private static final Duration CHECK_NODE = Duration.ofSeconds(30);
  private static final Duration CHECK_CLUSTER = Duration.ofSeconds(60);
  private static final Duration INSTALL = Duration.ofSeconds(600);
  private static final Duration POOL = Duration.ofSeconds(120);
  private static final Duration TEST = Duration.ofSeconds(180);
  private static final Duration OTHER = Duration.ofSeconds(60);

  Duration of(Action action) {
    return switch (action) {
      case Action.CheckNode a -> CHECK_NODE;
      case Action.CheckCluster a -> CHECK_CLUSTER;
      case Action.InstallClient a -> INSTALL;
      case Action.CreatePool a -> POOL;
      case Action.RestartGlance a -> restart(a.gate());
      case Action.RestartCinder a -> restart(a.gate());
      case Action.TestImage a -> TEST;
      case Action.TestVolume a -> TEST;
      case Action.CreateUser a -> OTHER;
      case Action.PlaceConf a -> OTHER;
      case Action.PlaceKeyring a -> OTHER;
      case Action.ProveAccess a -> OTHER;
      case Action.DefineSecret a -> OTHER;
      case Action.ConfigureGlance a -> OTHER;
      case Action.ConfigureCinder a -> OTHER;
    };
  }

  /** A failed restart is followed by a second one with the former configuration. */
  private static Duration restart(RestartGate gate) {
    return gate.timeout().multipliedBy(2).plus(gate.stabilityWindow());
  }
}
