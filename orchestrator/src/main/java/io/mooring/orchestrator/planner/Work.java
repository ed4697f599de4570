package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.StepName;

/** What sort of work an action is. */
public enum Work {
  /** It looks whether a node or the cluster is fit, and changes nothing. */
  CHECK,
  /** It may change something that stays. */
  CHANGE,
  /** It proves that something works, and leaves nothing behind. */
  PROOF;

  private static final String LOOK = "inspect-";
  private static final String UNDO = "undo-";

  /** The sort of an action. */
  public static Work of(Action action) {
    return switch (action) {
      case Action.CheckNode a -> CHECK;
      case Action.CheckCluster a -> CHECK;
      case Action.CheckImages a -> CHECK;
      case Action.CheckOpenstack a -> CHECK;
      case Action.ProveAccess a -> PROOF;
      case Action.TestImage a -> PROOF;
      case Action.TestVolume a -> PROOF;
      case Action.TestBackup a -> PROOF;
      case Action.InstallClient a -> CHANGE;
      case Action.CreatePool a -> CHANGE;
      case Action.DeletePool a -> CHANGE;
      case Action.CreateUser a -> CHANGE;
      case Action.PlaceConf a -> CHANGE;
      case Action.PlaceKeyring a -> CHANGE;
      case Action.DefineSecret a -> CHANGE;
      case Action.ConfigureGlance a -> CHANGE;
      case Action.RestartGlance a -> CHANGE;
      case Action.ConfigureCinder a -> CHANGE;
      case Action.RestartCinder a -> CHANGE;
      case Action.ConfigureCinderBackup a -> CHANGE;
      case Action.CreateVolumeType a -> CHANGE;
      case Action.RestartCinderBackup a -> CHANGE;
      case Action.ConfigureNova a -> CHANGE;
      case Action.RestartNova a -> CHANGE;
      case Action.ConfigureDeployer a -> CHANGE;
      case Action.CopyImages a -> CHANGE;
    };
  }

  /** The step that looks at what a step would change. */
  static StepName look(StepName step) {
    return new StepName(LOOK + step.action(), step.object(), step.node());
  }

  /** The step that takes back what a step changed. */
  static StepName undo(StepName step) {
    return new StepName(UNDO + step.action(), step.object(), step.node());
  }

  /** The changing step that a step looks at or takes back; any other step is itself. */
  public static StepName changing(StepName step) {
    for (String prefix : new String[] {LOOK, UNDO}) {
      if (step.action().startsWith(prefix)) {
        return new StepName(step.action().substring(prefix.length()), step.object(), step.node());
      }
    }
    return step;
  }
}
