package io.mooring.openstack.handover;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.ConfigureDeployer;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.openstack.configuration.Edit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoverTest {
  private static final FilePath FILE = new FilePath("/etc/kolla/glance-api/glance-api.conf");
  private static final Handover HANDOVER =
      new Handover(
          List.of(
              new Variable("glance_backend_ceph", "yes"),
              new Variable("ceph_glance_user", "glance")),
          "glance/glance-api.conf",
          List.of("glance/ceph.conf", "glance/ceph.client.glance.keyring"),
          now -> List.of(new Edit.Set("rbd", "rbd_store_pool", "openstack-images")));

  @Test
  void shouldWarnWithTheExactTextWhereNobodyTellsTheDeployment() {
    // When
    Finding finding = HANDOVER.of(FILE, Map.of());

    // Then
    assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
    assertThat(finding.code()).isEqualTo(ErrorCode.MANAGED_ELSEWHERE);
    assertThat(finding.message()).contains(FILE.value(), "takes this change back");
    assertThat(finding.next())
        .endsWith(
            """
            In /etc/kolla/globals.yml:
            glance_backend_ceph: "yes"
            ceph_glance_user: "glance"
            In /etc/kolla/config/glance/glance-api.conf:
            [rbd]
            rbd_store_pool = openstack-images
            Beside it, from /etc/ceph of a node: /etc/kolla/config/glance/ceph.conf,\
             /etc/kolla/config/glance/ceph.client.glance.keyring\
            """);
  }

  @Test
  void shouldOnlySayWhoTellsItWhereSomebodyDoes() {
    // When
    Finding finding = HANDOVER.of(FILE, Map.of(ConfigureDeployer.FACT, "deployer01"));

    // Then
    assertThat(finding.severity()).isEqualTo(Finding.Severity.INFO);
    assertThat(finding.message()).contains("deployer01");
    assertThat(finding.next()).isEmpty();
  }

  @Test
  void shouldNameTheClusterOnlyWhereItIsNotTheCommonOne() {
    assertThat(Handover.ofCluster(new FilePath("/etc/ceph/ceph.conf"))).isEmpty();
    assertThat(Handover.ofCluster(new FilePath("/etc/ceph/west.conf")))
        .containsExactly(new Variable("ceph_cluster", "west"));
  }
}
