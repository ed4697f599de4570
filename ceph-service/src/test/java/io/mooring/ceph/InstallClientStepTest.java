package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.InstallClient;
import io.mooring.contracts.Action.InstallMethod;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class InstallClientStepTest {
  @Test
  void aControllerOfDebianGetsToolsAndBindings() {
    assertThat(packages(Role.CONTROLLER, "manager apt\n"))
        .containsExactly("package ceph-common", "package python3-rbd");
  }

  @Test
  void aComputeOfRedHatGetsBindingsAndTheDriver() {
    assertThat(packages(Role.COMPUTE, "manager dnf\n"))
        .containsExactly("package python3-rbd", "package qemu-kvm-block-rbd");
  }

  @Test
  void onlyWhatIsMissingIsInstalled() {
    assertThat(packages(Role.COMPUTE, "manager apt\nhas qemu-driver\n"))
        .containsExactly("package python3-rbd");
  }

  @Test
  void whatIsThereIsLeftWhoeverPutIt() {
    assertThat(packages(Role.CONTROLLER, "manager none\nhas tools\nhas python-bindings\n"))
        .isEmpty();
  }

  @Test
  void theAdminNodeNeedsNothing() {
    Plan plan = plan(Set.of(Role.CEPH_ADMIN), InstallMethod.PACKAGES, ClientSoftware.NOT_ASKED);
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void methodNoneOnlyChecks() {
    Plan plan =
        plan(Set.of(Role.CONTROLLER), InstallMethod.NONE, ClientSoftware.read("manager apt\n"));
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.PACKAGES_MISSING);
              assertThat(stop.message()).contains("the rbd and ceph commands");
            });
  }

  @Test
  void aNodeWithoutPackageManagerStops() {
    Plan plan =
        plan(Set.of(Role.COMPUTE), InstallMethod.PACKAGES, ClientSoftware.read("manager none\n"));
    assertThat(plan.stop()).isPresent();
  }

  @Test
  void cephadmNeedsARelease() {
    Plan plan =
        plan(Set.of(Role.COMPUTE), InstallMethod.CEPHADM, ClientSoftware.read("manager apt\n"));
    assertThat(plan.stop())
        .hasValueSatisfying(stop -> assertThat(stop.next()).contains("ceph.client.release"));
  }

  @Test
  void firstHourFailure6ARepositoryThatIsMissingIsNamedBeforeAnythingIsInstalled() {
    // Given
    ClientSoftware found =
        ClientSoftware.read("manager dnf\n").without(List.of("ceph-common", "python3-rbd"));

    // When
    Plan plan = plan(Set.of(Role.VOLUME), InstallMethod.PACKAGES, found);

    // Then
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.PACKAGES_MISSING);
              assertThat(stop.code().retryable()).isFalse();
              assertThat(stop.message()).contains("ceph-common, python3-rbd");
              assertThat(stop.next()).contains("repository", "ceph.client.method");
            });
  }

  private static List<String> packages(Role role, String probed) {
    return plan(Set.of(role), InstallMethod.PACKAGES, ClientSoftware.read(probed))
        .changes()
        .stream()
        .map(Change::subject)
        .toList();
  }

  @Test
  void aComputeGetsTheCephCommandForMachinesOwnDisksOnly() {
    ClientSoftware found =
        ClientSoftware.read("manager apt\nhas python-bindings\nhas qemu-driver\n");
    Set<Role> compute = Set.of(Role.COMPUTE);
    InstallClient ephemeral =
        new InstallClient(
            compute, InstallMethod.PACKAGES, Optional.empty(), Set.of(Feature.EPHEMERAL));

    assertThat(new InstallClientStep().plan(ephemeral, found).changes())
        .extracting(Change::subject)
        .containsExactly("package ceph-common");
    assertThat(plan(compute, InstallMethod.PACKAGES, found).changes()).isEmpty();
  }

  private static Plan plan(Set<Role> roles, InstallMethod method, ClientSoftware found) {
    return new InstallClientStep()
        .plan(new InstallClient(roles, method, Optional.empty(), Set.of()), found);
  }
}
