package io.mooring.openstack.cinder;

import static io.mooring.openstack.proof.TestObjects.firstProblem;

import io.mooring.contracts.Action.TestBackup;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Backups;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import io.mooring.openstack.proof.RbdImage;
import io.mooring.openstack.proof.TestObjects;
import io.mooring.participant.step.StepContext;
import java.util.Optional;

/** One run of the backup test; remembers what it made, so that it can remove it. */
final class BackupTrial {
  /**
   * What cinder's scheduler says for up to a minute after the restart of the only cinder-backup.
   */
  private static final String NOT_KNOWN_YET = "Service not found for creating backup";

  private final StepContext context;
  private final TestBackup action;
  private final Backups backups;
  private final TrialVolumes volumes;
  private final Patience patience;
  private final Patience cleaning;
  private final String name;
  private Optional<String> backup = Optional.empty();

  BackupTrial(
      StepContext context,
      TestBackup action,
      Volumes volumes,
      Backups backups,
      Patience patience,
      Patience cleaning) {
    this.context = context;
    this.action = action;
    this.backups = backups;
    this.patience = patience;
    this.cleaning = cleaning;
    this.name = TestObjects.name(context.dispatch());
    this.volumes = new TrialVolumes(volumes, name, patience, cleaning);
  }

  /** Runs it; a problem for people if the backup is not as it should be. */
  Optional<String> run() {
    backups.removeNamed(name, cleaning);
    volumes.removeLeft();
    try {
      return firstProblem(
          () -> volumes.makeType(action.backend()),
          () -> volumes.make(Optional.empty()),
          () -> volumes.available(volumes.first(), "the volume"),
          this::makeBackup,
          this::isInPool);
    } finally {
      backup.ifPresent(id -> backups.remove(id, cleaning));
      volumes.remove();
    }
  }

  /** Cinder counts on a service that was restarted before its scheduler does. */
  private Optional<String> makeBackup() {
    return patience
        .await(Patience.BETWEEN_TRIES, () -> Optional.of(tried()).filter(this::isSaid))
        .orElse(Optional.of("the backup: " + NOT_KNOWN_YET));
  }

  private boolean isSaid(Optional<String> problem) {
    return problem.filter(text -> text.contains(NOT_KNOWN_YET)).isEmpty();
  }

  private Optional<String> tried() {
    backup.ifPresent(id -> backups.remove(id, cleaning));
    Answer made = backups.create(name, volumes.first());
    backup = TrialVolumes.id(made, "/backup/id");
    return made.problem("creating a backup").or(() -> unavailable(backup.orElseThrow()));
  }

  private Optional<String> unavailable(String id) {
    return patience
        .await(() -> backups.state(id).filter(Backups.State::isSettled))
        .map(
            state ->
                state.status().equals("available")
                    ? Optional.<String>empty()
                    : Optional.of("the backup is %s: %s".formatted(state.status(), state.reason())))
        .orElse(Optional.of("the backup is not available in time"));
  }

  private Optional<String> isInPool() {
    RbdImage.Viewer viewer =
        new RbdImage.Viewer(
            context.layouts().of(ServiceKind.CINDER_BACKUP).as(action.serviceUser().value()),
            action.cluster(),
            action.client());
    return RbdImage.lookForBeginning(
        context.node(), viewer, action.pool(), "volume-%s.backup.".formatted(volumes.first()));
  }
}
