package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinderBackup;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.util.ArrayList;
import java.util.List;

/**
 * What cinder.conf is to say of backups, as Ceph's guide has it (Block Devices and OpenStack,
 * "Configuring Cinder Backup"); pure.
 */
final class BackupSettings {
  static final String DRIVER = "backup_driver";
  static final String POOL = "backup_ceph_pool";
  static final String USER = "backup_ceph_user";
  static final String CONF = "backup_ceph_conf";

  /** The class; until Queens its module could stand for it. */
  static final String CEPH = "cinder.backup.drivers.ceph.CephBackupDriver";

  private static final String MODULE = "cinder.backup.drivers.ceph";
  private static final String CHUNK = "backup_ceph_chunk_size";

  /** 128 MiB, which is what the guide has. */
  private static final String USUAL_CHUNK = "134217728";

  private BackupSettings() {}

  /** The edits that lead to the wanted file. */
  static List<Edit> wanted(ConfigureCinderBackup action, ConfigurationFile now) {
    List<Edit> edits = new ArrayList<>();
    set(edits, DRIVER, CEPH);
    set(edits, CONF, action.cephConf().value());
    set(edits, USER, action.client().value());
    if (now.value(CinderSettings.DEFAULT, CHUNK).isEmpty()) {
      set(edits, CHUNK, USUAL_CHUNK);
    }
    set(edits, POOL, action.pool().value());
    set(edits, "backup_ceph_stripe_unit", "0");
    set(edits, "backup_ceph_stripe_count", "0");
    set(edits, "restore_discard_excess_bytes", "true");
    return edits;
  }

  /** Whether backups go to Ceph. */
  static boolean isCeph(ConfigurationFile configuration) {
    return configuration
        .value(CinderSettings.DEFAULT, DRIVER)
        .filter(driver -> driver.equals(CEPH) || driver.equals(MODULE))
        .isPresent();
  }

  private static void set(List<Edit> edits, String option, String value) {
    edits.add(new Edit.Set(CinderSettings.DEFAULT, option, value));
  }
}
