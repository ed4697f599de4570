package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.ClientName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.PoolName;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.UsedPool;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class CinderPoolsTest {
  private static final String TWO =
      """
      [DEFAULT]
      enabled_backends = ceph,east
      [ceph]
      rbd_pool = openstack-volumes
      [east]
      rbd_pool = openstack-volumes
      rbd_ceph_conf = /etc/ceph/east.conf
      """;

  @Test
  void aPoolOfTheSameNameInAnotherClusterIsAnotherPool() {
    ConfigurationFile both = file(TWO);
    ConfigurationFile first = file(TWO.replace("ceph,east", "ceph"));

    assertThat(CinderPools.serves(both, pool("ceph"))).isTrue();
    assertThat(CinderPools.serves(both, pool("east"))).isTrue();
    assertThat(CinderPools.serves(first, pool("ceph"))).isTrue();
    assertThat(CinderPools.serves(first, pool("east"))).isFalse();
  }

  @Test
  void backupsCountWithTheirOwnCluster() {
    ConfigurationFile backups =
        file(
            """
            [DEFAULT]
            backup_driver = cinder.backup.drivers.ceph.CephBackupDriver
            backup_ceph_pool = openstack-volumes
            backup_ceph_conf = /etc/ceph/east.conf
            """);

    assertThat(CinderPools.serves(backups, pool("east"))).isTrue();
    assertThat(CinderPools.serves(backups, pool("ceph"))).isFalse();
  }

  private static ConfigurationFile file(String text) {
    return ConfigurationFile.parse(text.getBytes(StandardCharsets.UTF_8));
  }

  private static UsedPool pool(String cluster) {
    return new UsedPool(
        new PoolName("openstack-volumes"),
        new ClientName("cinder"),
        new FilePath("/etc/ceph/" + cluster + ".conf"),
        Layout.assumed(ServiceKind.CINDER_VOLUME));
  }
}
