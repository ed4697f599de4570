package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinderBackup;
import io.mooring.openstack.handover.Handover;
import io.mooring.openstack.handover.Variable;
import java.util.ArrayList;
import java.util.List;

/** What kolla-ansible must be told about cinder-backup; pure. */
public final class BackupHandover {
  private BackupHandover() {}

  /** What this action does, in kolla-ansible's words. */
  public static Handover of(ConfigureCinderBackup action) {
    String cluster = Handover.cluster(action.cephConf());
    List<Variable> variables = new ArrayList<>();
    variables.add(new Variable("enable_cinder_backup", "yes"));
    variables.add(new Variable(Handover.BACKUP_DRIVER, "ceph"));
    variables.addAll(Handover.ofCluster(action.cephConf()));
    variables.add(new Variable("ceph_cinder_backup_user", action.client().value()));
    variables.add(new Variable("ceph_cinder_backup_pool_name", action.pool().value()));
    return new Handover(
        variables,
        "cinder/cinder-backup.conf",
        List.of(
            "cinder/%s.conf".formatted(cluster),
            "cinder/cinder-backup/%s.client.%s.keyring".formatted(cluster, action.client())),
        now -> BackupSettings.wanted(action, now));
  }
}
