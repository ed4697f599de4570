package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.TestBackup;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Backups;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import io.mooring.openstack.proof.Acceptance;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;

/**
 * Step {@code test-backup}: a backup of a volume is in the backups pool. Both are removed again,
 * whatever happens.
 */
@Singleton
final class TestBackupStep implements Step<TestBackup, TestBackupStep.Nothing> {
  private final Authentication authentication;
  private final Apis apis;
  private final Clock clock;

  TestBackupStep(Authentication authentication, Apis apis, Clock clock) {
    this.authentication = authentication;
    this.apis = apis;
    this.clock = clock;
  }

  /** There is nothing to look at before a backup is made. */
  record Nothing() {}

  @Override
  public Class<TestBackup> action() {
    return TestBackup.class;
  }

  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Nothing inspect(StepContext context, TestBackup action) {
    return new Nothing();
  }

  @Override
  public Plan plan(TestBackup action, Nothing found) {
    return Plan.nothing(
        "create a volume and a backup of it in %s, remove both".formatted(action.pool()));
  }

  @Override
  public Outcome apply(StepContext context, TestBackup action, Nothing found, Plan plan) {
    NodeSession cinderNode =
        action.cinderNode().map(context.nodes()::session).orElseGet(context::node);
    ApiAccess access = action.cinder().orElseGet(() -> ApiAccess.usual(action.cinderPort()));
    try (Endpoint cinder =
        apis.open(
            cinderNode,
            ApiKind.VOLUME,
            access,
            authentication.identify(cinderNode, action.openstack()))) {
      Instant done = clock.instant().plus(Limits.ACCEPTANCE);
      BackupTrial trial =
          new BackupTrial(
              context,
              action,
              new Volumes(cinder),
              new Backups(cinder),
              new Patience(clock, done),
              new Patience(clock, done.plus(Limits.CLEANING)));
      return Acceptance.of(
          trial.run(),
          "cinder-backup by " + context.dispatch().node().name(),
          "Where cinder-backup runs: /var/log/cinder/cinder-backup.log tells why, and where"
              + " cinder-api runs: cinder-scheduler.log. Then retry.",
          "a backup of a volume was in " + action.pool());
    }
  }

  @Override
  public Outcome undo(StepContext context, TestBackup action) {
    return Outcome.asPlanned(Plan.nothing("the test removed its backup itself"));
  }
}
