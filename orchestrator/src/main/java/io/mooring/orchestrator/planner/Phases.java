package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.MessageTypes;

/** The runbook's numbering of actions. */
final class Phases {
  private Phases() {}

  static String name(Action action) {
    return MessageTypes.of(action).name();
  }

  static int number(Action action) {
    return switch (action) {
      case Action.CheckNode a -> 1;
      case Action.CheckCluster a -> 2;
      case Action.InstallClient a -> 3;
      case Action.CreatePool a -> 4;
      case Action.CreateUser a -> 5;
      case Action.PlaceConf a -> 6;
      case Action.PlaceKeyring a -> 7;
      case Action.ProveAccess a -> 8;
      case Action.DefineSecret a -> 9;
      case Action.ConfigureGlance a -> 10;
      case Action.RestartGlance a -> 11;
      case Action.TestImage a -> 12;
      case Action.ConfigureCinder a -> 13;
      case Action.RestartCinder a -> 14;
      case Action.TestVolume a -> 15;
    };
  }
}
