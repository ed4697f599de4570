package io.mooring.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.PlaceKeyring;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.infrastructure.Site;
import io.mooring.node.FileState;
import io.mooring.node.Secret;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceKeyringStepTest {
  private boolean admin;
  private Decisions decisions = Decisions.NONE;
  private static final Secret KEY = Secret.of("AQC0ffee00000000000000000000000000000000==");
  private static final String CONTENT = "[client.glance]\n\tkey = " + KEY.revealText() + "\n";
  private static final FileState ABSENT = new FileState.Absent(Given.PATH);
  private static final String NORMAL = "owner\ngroup\nopen\n";

  @Test
  void aMissingKeyringIsPlacedAndItsKeyNotShown() {
    Plan plan = plan(ABSENT, Optional.of(KEY), false, NORMAL);
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(plan.toString())
        .contains(KEY.fingerprint(), "glance:glance")
        .doesNotContain(KEY.revealText());
  }

  @Test
  void aKeyringAsWantedIsLeft() {
    FileState file = Given.file(CONTENT, "glance", "glance", 0640);
    assertThat(plan(file, Optional.of(KEY), false, NORMAL).changes()).isEmpty();
  }

  @Test
  void wrongRightsAreMended() {
    FileState file = Given.file(CONTENT, "root", "root", 0644);
    assertThat(plan(file, Optional.of(KEY), false, NORMAL).changes())
        .extracting(Change::summary)
        .containsExactly("from root:root 644 to glance:glance 640");
  }

  @Test
  void anotherKeyIsReplaced() {
    FileState file = Given.file("", "glance", "glance", 0640);
    assertThat(plan(file, Optional.of(KEY), false, NORMAL).changes())
        .extracting(Change::kind)
        .containsExactly(Change.Kind.UPDATE);
  }

  @Test
  void aMissingUserStops() {
    assertThat(plan(ABSENT, Optional.empty(), false, NORMAL).stop())
        .hasValueSatisfying(
            stop -> assertThat(stop.code()).isEqualTo(ErrorCode.CEPHX_USER_MISSING));
  }

  @Test
  void aUserThatIsOnlyPlannedDoesNotStopAPlan() {
    Plan plan = plan(ABSENT, Optional.empty(), true, NORMAL);
    assertThat(plan.stop()).isEmpty();
    assertThat(plan.changes()).hasSize(1);
  }

  @Test
  void aMissingAccountStops() {
    assertThat(plan(ABSENT, Optional.of(KEY), false, "group\nopen\n").stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.NODE_UNSUITABLE);
              assertThat(stop.message()).contains("user glance");
            });
  }

  @Test
  void leftOversAndAClosedDirectoryArePointedOut() {
    Plan plan =
        plan(
            ABSENT,
            Optional.of(KEY),
            false,
            "owner\ngroup\nleft-over /etc/ceph/ceph.client.admin.keyring\n"
                + "left-over /etc/ceph/client.cinder.key\n");
    assertThat(plan.findings())
        .hasSize(3)
        .extracting(Finding::severity)
        .containsOnly(Severity.WARNING);
    assertThat(plan.findings().get(1).message()).contains("destroy the whole cluster");
  }

  @Test
  void leftOversGoOnlyWhenAPersonSaidSo() {
    // given
    String left = NORMAL + "left-over /etc/ceph/client.cinder.key\nreadable /etc/ceph/x.keyring\n";
    FileState file = Given.file(CONTENT, "glance", "glance", 0640);
    Plan undecided = plan(file, Optional.of(KEY), false, left);
    decisions =
        new Decisions(
            Map.of(
                "left-over:/etc/ceph/client.cinder.key", "remove",
                "open-key:/etc/ceph/x.keyring", "close"));

    // when
    Plan decided = plan(file, Optional.of(KEY), false, left);

    // then
    assertThat(undecided.changes()).isEmpty();
    assertThat(undecided.findings())
        .allSatisfy(finding -> assertThat(finding.choices()).hasSize(2));
    assertThat(decided.changes())
        .extracting(Change::subject)
        .containsExactly("/etc/ceph/client.cinder.key", "/etc/ceph/x.keyring");
  }

  @Test
  void theAdminsKeyringBelongsOnTheAdminNode() {
    // given
    admin = true;

    // when
    Plan plan =
        plan(
            ABSENT,
            Optional.of(KEY),
            false,
            NORMAL + "left-over /etc/ceph/ceph.client.admin.keyring\n");

    // then
    assertThat(plan.findings()).isEmpty();
  }

  private Plan plan(
      FileState file, Optional<Secret> key, boolean onlyPlanned, String surroundings) {
    return PlaceKeyringStep.plan(
        new PlaceKeyring(
            Site.CEPH,
            new ClientName("glance"),
            Given.PATH,
            new AccountName("glance"),
            new AccountName("glance")),
        KeyringPlace.read(file, key, onlyPlanned, surroundings, admin, decisions));
  }
}
