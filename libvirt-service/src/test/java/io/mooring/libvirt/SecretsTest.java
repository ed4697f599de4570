package io.mooring.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.Site;
import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.participant.step.Plan;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SecretsTest {
  private static final UUID OURS = UUID.fromString("8dac896c-59b4-45a7-8cad-016d561992b0");
  private static final UUID OTHER = UUID.fromString("11111111-2222-3333-4444-555555555555");
  private static final String USAGE = "client.cinder secret";

  @Test
  void aMissingSecretIsDefined() {
    Plan plan = plan("value none\n");
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(plan.summary()).contains(USAGE, "key print");
  }

  @Test
  void theSameValueIsLeft() {
    assertThat(plan(line(OURS, "ceph", USAGE) + "value same\n").changes()).isEmpty();
  }

  @Test
  void anotherOrNoValueIsSet() {
    assertThat(plan(line(OURS, "ceph", USAGE) + "value different\n").summary())
        .contains("gets another value");
    assertThat(plan(line(OURS, "ceph", USAGE) + "value none\n").summary())
        .contains("gets its value");
  }

  @Test
  void anEphemeralSecretIsMadeToLast() {
    assertThat(plan(line(OURS, "ceph", USAGE) + "flag ephemeral\nvalue same\n").summary())
        .contains("outlast a restart");
  }

  @Test
  void theSameUsageWithAnotherUuidIsAConflictThatNamesWhatToAdopt() {
    Plan plan = plan(line(OTHER, "ceph", USAGE) + "value none\n");
    conflicts(plan, OTHER.toString());
    assertThat(plan.stop().orElseThrow().next()).contains("libvirt.secretUuid: " + OTHER);
  }

  @Test
  void ourUuidForSomethingElseIsAConflict() {
    conflicts(plan(line(OURS, "ceph", "another usage") + "value same\n"), "another usage");
    conflicts(plan(line(OURS, "iscsi", "target") + "value same\n"), "not Ceph");
    conflicts(plan("secret " + OURS + "   Unused\nvalue none\n"), "not Ceph");
  }

  @Test
  void aPrivateSecretIsAConflict() {
    conflicts(plan(line(OURS, "ceph", USAGE) + "flag private\nvalue none\n"), "private");
  }

  @Test
  void otherSecretsDoNotMatter() {
    assertThat(
            plan(line(OTHER, "ceph", "other cluster's secret")
                    + line(OURS, "ceph", USAGE)
                    + "value same\n")
                .changes())
        .isEmpty();
  }

  @Test
  void aMissingUserStopsUnlessItIsOnlyPlanned() {
    assertThat(plan(Secrets.read("value none\n", Optional.empty(), false)).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.code()).isEqualTo(ErrorCode.CEPHX_USER_MISSING));
    assertThat(plan(Secrets.read("value none\n", Optional.empty(), true)).changes()).hasSize(1);
  }

  private static String line(UUID uuid, String type, String usage) {
    return "secret " + uuid + "   " + type + " " + usage + "\n";
  }

  private static void conflicts(Plan plan, String names) {
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.SECRET_CONFLICT);
              assertThat(stop.message()).contains(names);
            });
  }

  private static Plan plan(String printed) {
    return plan(Secrets.read(printed, Optional.of("print"), false));
  }

  private static Plan plan(Secrets found) {
    return new DefineSecretStep(null)
        .plan(new DefineSecret(Site.CEPH, new ClientName("cinder"), OURS, USAGE), found);
  }
}
