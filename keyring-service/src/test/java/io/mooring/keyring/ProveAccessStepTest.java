package io.mooring.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ProveAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.PoolName;
import io.mooring.participant.step.Plan;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words are those of a real cluster's rbd. */
class ProveAccessStepTest {
  private static final ProveAccess ACTION =
      new ProveAccess(
          new ClusterName("ceph"),
          new ClientName("glance"),
          List.of(new PoolName("images"), new PoolName("vms")),
          new AccountName("glance"));
  private static final String READABLE = "conf readable\nkeyring readable\n";

  @Test
  void whoOpensAllPoolsHasProvenIt() {
    Plan plan = plan(READABLE + "pool images 0 \npool vms 0 \n", false);
    assertThat(plan.findings()).isEmpty();
    assertThat(plan.summary()).isEqualTo("glance opens images, vms as client.glance");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "readable; readable; 2 error opening pool 'vms': (2) No such file or directory;"
            + " ACCESS_DENIED; has no pool vms",
        "readable; readable; 1 listing images failed: (1) Operation not permitted;"
            + " ACCESS_DENIED; caps do not allow",
        "readable; readable; 1 listing images failed: [errno 1] RBD permission error;"
            + " ACCESS_DENIED; caps do not allow",
        "readable; unreadable; 13 couldn't connect to the cluster!;"
            + " ACCESS_DENIED; may not read /etc/ceph/ceph.client.glance.keyring",
        "readable; absent; 13 couldn't connect to the cluster!;"
            + " ACCESS_DENIED; /etc/ceph/ceph.client.glance.keyring is missing",
        "absent; readable; 1 couldn't connect to the cluster!;"
            + " ACCESS_DENIED; /etc/ceph/ceph.conf is missing",
        "unreadable; readable; 1 couldn't connect to the cluster!;"
            + " ACCESS_DENIED; may not read /etc/ceph/ceph.conf",
        "readable; readable; 13 couldn't connect to the cluster!;"
            + " ACCESS_DENIED; refused the key",
        "readable; readable; 110 listing images failed: (110) Connection timed out;"
            + " CLUSTER_UNREACHABLE; no monitor answered",
        "readable; readable; 124 ; CLUSTER_UNREACHABLE; no monitor answered",
        "readable; readable; 139 ; CLUSTER_UNREACHABLE; died by signal 11",
        "readable; readable; 127 ; PACKAGES_MISSING; neither rbd nor Python's rbd module"
      })
  void reasonsAreToldApart(
      String conf, String keyring, String ending, ErrorCode code, String because) {
    Plan plan =
        plan(
            "conf %s\nkeyring %s\npool images 0 \npool vms %s\n".formatted(conf, keyring, ending),
            false);
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.STOP);
              assertThat(finding.code()).isEqualTo(code);
              assertThat(finding.message()).contains(because);
            });
  }

  @Test
  void aPoolThatWasNotTriedIsNotProven() {
    assertThat(plan(READABLE + "pool images 0 \n", false).stop()).isPresent();
  }

  @Test
  void whatCanNotWorkYetOnlyInformsWhilePlanning() {
    assertThat(
            plan("conf absent\nkeyring absent\npool images 127 \npool vms 127 \n", true).findings())
        .extracting(Finding::severity)
        .containsOnly(Severity.INFO);
  }

  private static Plan plan(String printed, boolean onlyPlanned) {
    return new ProveAccessStep().plan(ACTION, AccessProof.read(printed, onlyPlanned));
  }
}
