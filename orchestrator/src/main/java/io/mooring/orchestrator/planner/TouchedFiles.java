package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.FilePath;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The files of a node that a step is about.
 *
 * @param written the one that it writes; empty when it writes none
 * @param read those that a service reads because the step restarts it
 */
public record TouchedFiles(Optional<FilePath> written, List<FilePath> read) {
  private static final TouchedFiles NONE = new TouchedFiles(Optional.empty(), List.of());

  /** Keeps its own copy. */
  public TouchedFiles {
    read = List.copyOf(read);
  }

  /** The files that this action is about. */
  public static TouchedFiles of(Action action) {
    return switch (action) {
      case Action.PlaceConf place -> writing(place.path());
      case Action.PlaceKeyring place -> writing(place.path());
      case Action.ConfigureGlance configure -> writing(configure.file());
      case Action.ConfigureCinder configure -> writing(configure.file());
      case Action.ConfigureCinderBackup configure -> writing(configure.file());
      case Action.ConfigureNova configure -> writing(configure.file());
      case Action.RestartGlance restart -> reading(restart.file(), restart.reads());
      case Action.RestartCinder restart -> reading(restart.file(), restart.reads());
      case Action.RestartCinderBackup restart -> reading(restart.file(), restart.reads());
      case Action.RestartNova restart -> reading(restart.file(), restart.reads());
      case Action.CheckNode a -> NONE;
      case Action.CheckCluster a -> NONE;
      case Action.CheckImages a -> NONE;
      case Action.CheckOpenstack a -> NONE;
      case Action.InstallClient a -> NONE;
      case Action.CreatePool a -> NONE;
      case Action.DeletePool a -> NONE;
      case Action.CreateUser a -> NONE;
      case Action.DefineSecret a -> NONE;
      case Action.ConfigureDeployer a -> NONE;
      case Action.ProveAccess a -> NONE;
      case Action.TestImage a -> NONE;
      case Action.CopyImages a -> NONE;
      case Action.TestVolume a -> NONE;
      case Action.TestBackup a -> NONE;
      case Action.CreateVolumeType a -> NONE;
    };
  }

  private static TouchedFiles writing(FilePath file) {
    return new TouchedFiles(Optional.of(file), List.of());
  }

  private static TouchedFiles reading(FilePath file, List<FilePath> others) {
    return new TouchedFiles(
        Optional.empty(), Stream.concat(Stream.of(file), others.stream()).toList());
  }
}
