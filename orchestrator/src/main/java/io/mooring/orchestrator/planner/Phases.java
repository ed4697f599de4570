package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.MessageTypes;

/** The runbook's numbering of actions. */
final class Phases {
  /** No action has a higher number. */
  static final int MOST = 100;

  private static final int CHECK_NODE = 1;
  private static final int CREATE_USER = 5;
  private static final int CHECK_IMAGES = 16;
  private static final int CHECK_OPENSTACK = 20;

  private Phases() {}

  static String name(Action action) {
    return MessageTypes.of(action).name();
  }

  static int number(Action action) {
    return switch (action) {
      case Action.CheckNode a -> CHECK_NODE;
      case Action.CheckCluster a -> 2;
      case Action.InstallClient a -> 3;
      case Action.CreatePool a -> 4;
      case Action.CreateUser a -> CREATE_USER;
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
      case Action.CheckImages a -> CHECK_IMAGES;
      case Action.DeletePool a -> 17;
      case Action.ConfigureNova a -> 18;
      case Action.RestartNova a -> 19;
      case Action.CheckOpenstack a -> CHECK_OPENSTACK;
      case Action.ConfigureDeployer a -> 21;
      case Action.ConfigureCinderBackup a -> 22;
      case Action.RestartCinderBackup a -> 23;
      case Action.TestBackup a -> 24;
      case Action.CopyImages a -> 25;
      case Action.CreateVolumeType a -> 26;
    };
  }

  /**
   * Steps of a node that are ready run by turn. Pools and users of the cluster share one, so that a
   * user is made as soon as its pools are there; images are looked for while nodes are checked, so
   * that people hear of them before anything is changed.
   */
  static int turn(int phase) {
    return switch (phase) {
      case CREATE_USER -> CREATE_USER - 1;
      case CHECK_IMAGES, CHECK_OPENSTACK -> CHECK_NODE;
      default -> phase;
    };
  }
}
