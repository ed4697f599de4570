package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.RestartCinder;
import io.mooring.openstack.unit.FoundService;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;

/**
 * Step {@code restart-cinder}: restarts cinder-volume and sees that its back end is reported up.
 */
@Singleton
final class RestartCinderStep implements Step<RestartCinder, FoundService> {
  private final WorkerRestart restart;

  RestartCinderStep(WorkerRestart restart) {
    this.restart = restart;
  }

  @Override
  public Class<RestartCinder> action() {
    return RestartCinder.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartCinder action) {
    return restart.look(context, Worker.of(action));
  }

  @Override
  public Plan plan(RestartCinder action, FoundService found) {
    return restart.plan(Worker.of(action), found);
  }

  @Override
  public Outcome apply(StepContext context, RestartCinder action, FoundService found, Plan plan) {
    return restart.apply(context, Worker.of(action), found, plan);
  }

  /** A service that was restarted a moment ago still has to show that it keeps running. */
  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Outcome undo(StepContext context, RestartCinder action) {
    return restart.undo(context, Worker.of(action));
  }
}
