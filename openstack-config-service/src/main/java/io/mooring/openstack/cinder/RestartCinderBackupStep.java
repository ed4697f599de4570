package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.RestartCinderBackup;
import io.mooring.openstack.unit.FoundService;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;

/** Step {@code restart-cinder-backup}: restarts cinder-backup and sees that cinder counts on it. */
@Singleton
final class RestartCinderBackupStep implements Step<RestartCinderBackup, FoundService> {
  private final WorkerRestart restart;

  RestartCinderBackupStep(WorkerRestart restart) {
    this.restart = restart;
  }

  @Override
  public Class<RestartCinderBackup> action() {
    return RestartCinderBackup.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartCinderBackup action) {
    return restart.look(context, Worker.of(action));
  }

  @Override
  public Plan plan(RestartCinderBackup action, FoundService found) {
    return restart.plan(Worker.of(action), found);
  }

  @Override
  public Outcome apply(
      StepContext context, RestartCinderBackup action, FoundService found, Plan plan) {
    return restart.apply(context, Worker.of(action), found, plan);
  }

  /** A service that was restarted a moment ago still has to show that it keeps running. */
  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Outcome undo(StepContext context, RestartCinderBackup action) {
    return restart.undo(context, Worker.of(action));
  }
}
