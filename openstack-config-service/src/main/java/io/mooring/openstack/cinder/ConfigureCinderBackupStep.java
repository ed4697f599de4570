package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinderBackup;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Step {@code configure-cinder-backup}: backups go to their own pool. Where they went elsewhere so
 * far it stops, since cinder restores a backup only with the driver that made it.
 */
@Singleton
final class ConfigureCinderBackupStep
    implements Step<ConfigureCinderBackup, ConfigureCinderBackupStep.Found> {

  /**
   * What is there.
   *
   * @param file cinder.conf
   * @param decisions what people decided
   */
  record Found(ServiceConfiguration file, Decisions decisions) {}

  @Override
  public Class<ConfigureCinderBackup> action() {
    return ConfigureCinderBackup.class;
  }

  @Override
  public Found inspect(StepContext context, ConfigureCinderBackup action) {
    return new Found(
        ServiceConfiguration.readToChange(
            context, layout(context), action.file(), BackupHandover.of(action)),
        context.decisions());
  }

  @Override
  public Plan plan(ConfigureCinderBackup action, Found found) {
    List<Finding> findings =
        found
            .file()
            .content()
            .flatMap(now -> elsewhere(action, now))
            .map(found.decisions()::settle)
            .stream()
            .toList();
    return found.file().plan(edits(action, found), findings);
  }

  @Override
  public Outcome apply(StepContext context, ConfigureCinderBackup action, Found found, Plan plan) {
    return found.file().write(context, edits(action, found), plan);
  }

  @Override
  public Outcome undo(StepContext context, ConfigureCinderBackup action) {
    return CinderPools.putBack(context, layout(context), action.file());
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.CINDER_BACKUP);
  }

  private static List<Edit> edits(ConfigureCinderBackup action, Found found) {
    return found.file().content().map(now -> BackupSettings.wanted(action, now)).orElse(List.of());
  }

  /** Where backups go so far, if that is another place. */
  private static Optional<Finding> elsewhere(ConfigureCinderBackup action, ConfigurationFile now) {
    Optional<String> driver = now.value(CinderSettings.DEFAULT, BackupSettings.DRIVER);
    if (driver.isEmpty()) {
      return Optional.of(
          Finding.warning(
              ErrorCode.CONFIGURATION_CONFLICT,
              "Nothing in %s says where backups go, so cinder-backup has put them into Swift, which"
                      .formatted(action.file())
                  + " is its default; any that are there can't be restored with Ceph's driver.",
              "If there are backups in Swift, restore or export them first."));
    }
    if (!BackupSettings.isCeph(now)) {
      return Optional.of(
          conflict(
              "Backups go to %s so far, and can't be restored with Ceph's driver."
                  .formatted(driver.get()),
              "Writes Ceph's driver: the backups made so far stay where they are, but cinder does"
                  + " not restore or delete them until the former driver is back."));
    }
    return now.value(CinderSettings.DEFAULT, BackupSettings.POOL)
        .filter(pool -> !pool.equals(action.pool().value()))
        .map(
            pool ->
                conflict(
                    "Backups go to the pool %s so far, and the document has %s."
                        .formatted(pool, action.pool()),
                    "Writes the document's pool: new backups go there. Those in %s are restored only if client.%s may read that pool too."
                        .formatted(pool, action.client())));
  }

  private static Finding conflict(String message, String choice) {
    return Finding.stop(
            ErrorCode.CONFIGURATION_CONFLICT,
            message,
            "Restore or export what is needed of them, or name that pool in the document"
                + " (ceph.pools.backups); then retry.")
        .deciding("backup-driver", new Choice("replace", choice));
  }
}
