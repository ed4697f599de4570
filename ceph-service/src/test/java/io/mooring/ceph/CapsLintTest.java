package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.infrastructure.Site;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapsLintTest {
  private static final String OSD =
      "profile rbd pool=volumes, profile rbd pool=vms, profile rbd-read-only pool=images";
  private static final Map<String, String> WANTED =
      Map.of("mon", "profile rbd", "osd", OSD, "mgr", "profile rbd pool=volumes");
  private static final Map<String, String> RUNBOOKS =
      Map.of(
          "mon",
          "allow r",
          "osd",
          "allow class-read object_prefix rbd_children, allow rwx pool=volumes, allow rwx pool=vms,"
              + " allow rx pool=images");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "profile rbd pool=a|reads and writes a",
        "profile rbd pool=a, profile rbd pool=b, allow rx pool=c|reads and writes a and b, reads c",
        "allow rwx pool=a, profile rbd-read-only pool=a|reads and writes a",
        "allow class-read object_prefix rbd_children, allow r pool=a|reads a",
        "allow rwx|reads and writes every pool",
        "allow r|reads every pool",
      })
  void osdCapsAreSaidInWords(String osd, String words) {
    assertThat(Rights.of(Map.of("mon", "profile rbd", "osd", osd)).words())
        .isEqualTo(words + ", may lock out a dead client");
  }

  @Test
  void whatHasNoWordsIsShownAsItIs() {
    assertThat(
            Rights.of(
                    Map.of("mon", "allow r", "osd", "allow rwx pool=a namespace=x", "mds", "allow"))
                .words())
        .isEqualTo(
            "opens no pool, may not lock out a dead client, and has mds: allow; osd: allow rwx"
                + " pool=a namespace=x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "profile rbd",
        "allow profile rbd",
        "allow r, allow command \"osd blocklist\"",
        "allow r, allow command \"osd blacklist\"",
        "allow *",
        "allow rw",
        "profile simple-rados-client-with-blocklist"
      })
  void theRightToLockOutADeadClientIsKnownInEachForm(String mon) {
    assertThat(Rights.of(Map.of("mon", mon)).locksOut()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "allow r",
        "allow command \"osd pool create\"",
        "profile rbd-read-only",
        "profile simple-rados-client",
        ""
      })
  void otherCapsOfTheMonitorsAreNotThatRight(String mon) {
    assertThat(Rights.of(Map.of("mon", mon)).locksOut()).isFalse();
  }

  @Test
  void computedCapsHaveNothingWrong() {
    assertThat(plan(CapsStyle.PROFILE, WANTED, null).findings()).isEmpty();
    assertThat(plan(CapsStyle.PROFILE, WANTED, WANTED).findings()).isEmpty();
    assertThat(plan(CapsStyle.PROFILE, WANTED, WANTED).summary())
        .contains("reads and writes volumes and vms, reads images, may lock out a dead client");
  }

  @Test
  void theRunbooksCapsLeaveDeadClientsTheirLocksAndItIsSaid() {
    // when they are what the document asks for, or are replaced by those that are
    List<Finding> asked = plan(CapsStyle.LEGACY, RUNBOOKS, null).findings();
    List<Finding> mended = plan(CapsStyle.PROFILE, WANTED, RUNBOOKS).findings();

    // then
    assertThat(asked)
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message()).contains("client.cinder", "stays locked");
              assertThat(finding.next()).contains("ceph.caps: profile");
            });
    assertThat(mended)
        .filteredOn(finding -> finding.severity() == Severity.INFO)
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("now it may"));
  }

  @Test
  void whoMayDoAnythingIsNamedWithWhatFollows() {
    assertThat(warnings(Map.of("mon", "allow *", "osd", "allow *", "mgr", "allow *")))
        .anySatisfy(
            finding -> {
              assertThat(finding.message())
                  .contains("mgr: allow *; mon: allow *; osd: allow *", "destroy the cluster");
              assertThat(finding.next()).contains("extra-caps:client.cinder: remove");
            });
  }

  @Test
  void rightsOnEveryPoolAreNamed() {
    assertThat(warnings(Map.of("mon", "profile rbd", "osd", "profile rbd")))
        .anySatisfy(finding -> assertThat(finding.message()).contains("writes every pool"));
  }

  @Test
  void writingImagesThatAreOnlyToBeReadMakesImagesOfMachinesFail() {
    // given a user that was made by an older guide
    Map<String, String> older =
        Map.of("mon", "profile rbd", "osd", OSD + ", profile rbd pool=images");

    // then
    assertThat(warnings(older))
        .anySatisfy(
            finding -> {
              assertThat(finding.message())
                  .contains("may write images", "ImageNotAuthorized", "show_multiple_locations");
              assertThat(finding.next())
                  .contains("extra-caps:client.cinder: remove", "nova.directSnapshots: true");
            });
    assertThat(warnings(WANTED)).isEmpty();
  }

  @Test
  void nothingIsWrongAnyMoreOnceAPersonTookItAway() {
    // given
    Decisions remove = new Decisions(Map.of("extra-caps:client.cinder", "remove"));
    Map<String, String> admin = Map.of("mon", "allow *", "osd", "allow *", "mgr", "allow *");

    // when
    Plan plan =
        new UserPlan(action(CapsStyle.PROFILE, WANTED), remove)
            .of(Optional.of(new CephxUser(admin, "print")));

    // then
    assertThat(plan.findings()).hasSize(1).first().extracting(Finding::key).isNotEqualTo("");
    assertThat(plan.changes())
        .extracting(Change::summary)
        .first()
        .asString()
        .startsWith("keeps its key and then reads and writes volumes and vms, reads images, may")
        // as the exported runbook reads it
        .endsWith("osd: " + OSD + ")");
  }

  private static List<Finding> warnings(Map<String, String> present) {
    return plan(CapsStyle.PROFILE, WANTED, present).findings();
  }

  private static Plan plan(
      CapsStyle style, Map<String, String> wanted, Map<String, String> present) {
    return new UserPlan(action(style, wanted), Decisions.NONE)
        .of(Optional.ofNullable(present).map(caps -> new CephxUser(caps, "print")));
  }

  private static CreateUser action(CapsStyle style, Map<String, String> wanted) {
    return new CreateUser(Site.CEPH, new ClientName("cinder"), wanted, style);
  }
}
