package io.mooring.keyring;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.DataPool;
import io.mooring.contracts.Action.PlaceConf;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.PoolName;
import io.mooring.infrastructure.Site;
import io.mooring.node.FileState;
import io.mooring.node.layout.HostFile;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.LeftOvers;
import io.mooring.participant.step.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaceConfStepTest {
  private static final String MINIMAL =
      """
      # minimal ceph.conf for 030030c0-0952-4d5e-ac09-9c2eb83e76b7
      [global]
      fsid = 030030c0-0952-4d5e-ac09-9c2eb83e76b7
      mon_host = [v2:10.77.0.10:3300/0,v1:10.77.0.10:6789/0]
      """;

  private Decisions decisions = Decisions.NONE;
  private static final PlaceConf ACTION = new PlaceConf(Site.CEPH, Given.PATH);

  @Test
  void aMissingFileIsPlaced() {
    Plan plan = plan(new FileState.Absent(Given.PATH));
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(plan.changes().getFirst().diff().orElseThrow())
        .contains("+[global]", "+fsid = 0300");
  }

  @Test
  void ourFileIsLeft() {
    assertThat(plan(file(MINIMAL)).changes()).isEmpty();
  }

  @Test
  void whatOperatorsAddedIsLeft() {
    Plan plan = plan(file(MINIMAL + "debug_ms = 0\n[client]\nrbd_cache = true\n"));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void monitorsInAnotherFormAreTheSame() {
    assertThat(
            plan(file(
                    "[global]\nfsid = 030030c0-0952-4d5e-ac09-9c2eb83e76b7\n"
                        + "mon host = 10.77.0.10\n"))
                .changes())
        .isEmpty();
  }

  @Test
  void movedMonitorsAreWrittenAndTheRestIsKept() {
    Plan plan = plan(file(movedMonitors() + "rbd_cache = true\n"));
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Change.Kind.UPDATE);
              assertThat(change.diff().orElseThrow())
                  .contains("-mon_host = [v2:10.77.0.9", "+mon_host = [v2:10.77.0.10")
                  .doesNotContain("-rbd_cache");
            });
  }

  @Test
  void aUsersDataPoolIsWrittenWhereItsClientReadsIt() {
    // given
    PlaceConf action =
        new PlaceConf(
            Site.CEPH,
            Given.PATH,
            Optional.empty(),
            List.of(new DataPool(new ClientName("cinder"), new PoolName("volumes-data"))));
    String section = "[client.cinder]\nrbd_default_data_pool = volumes-data\n";
    CephConf minimal = new CephConf(MINIMAL);

    // when
    ConfPlan plan = new ConfPlan(action, minimal, decisions);

    // then
    assertThat(plan.ours().text()).isEqualTo(MINIMAL + section);
    assertThat(plan.changing(file(MINIMAL + section)).changes()).isEmpty();
    assertThat(plan.wanted(file(MINIMAL + "[client.cinder]\nrbd_cache = true\n[client]\n")).text())
        .isEqualTo(MINIMAL + section + "rbd_cache = true\n[client]\n");
    assertThat(
            plan.changing(file(MINIMAL + "[client.cinder]\nrbd default data pool = volumes-data\n"))
                .changes())
        .isEmpty();
    assertThat(plan.wanted(file(MINIMAL + section.replace("volumes-data", "old"))).text())
        .isEqualTo(MINIMAL + section);
  }

  @Test
  void anotherClustersFileIsNeverTouched() {
    Plan plan = plan(file("[global]\nfsid = 11111111-1111-1111-1111-111111111111\n"));
    stopsAsForeign(plan, "11111111-1111-1111-1111-111111111111");
  }

  @Test
  void aFileOfOtherMonitorsWithoutFsidIsNeverTouched() {
    stopsAsForeign(plan(file("[global]\nmon_host = 192.0.2.1\n")), "192.0.2.1");
  }

  @Test
  void aFileForSomebodyElseBelongsToThem() {
    // given
    Written node = new Written();
    FileState absent = new FileState.Absent(Given.PATH);
    PlaceConfStep.Conf ours = found(absent);
    AccountName deployer = new AccountName("deployer");
    PlaceConfStep.Conf theirs =
        new PlaceConfStep.Conf(
            ours.places(), new Belonging(deployer, deployer), ours.minimal(), decisions);

    // when
    step().apply(node.context(), ACTION, theirs, step().plan(ACTION, theirs));

    // then
    assertThat(node.write().owner()).isEqualTo(deployer);
    assertThat(node.write().group()).isEqualTo(deployer);
  }

  @Test
  void aStricterModeIsKeptAndPointedOut() {
    // given
    Written node = new Written();
    FileState file = Given.file(movedMonitors(), "root", "ceph", 0640);
    Plan plan = plan(file);

    // when
    step().apply(node.context(), ACTION, found(file), plan);

    // then
    assertThat(node.write().mode()).isEqualTo(0640);
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Severity.WARNING);
              assertThat(finding.message()).contains("root:ceph 0640");
            });
    assertThat(plan(Given.file(MINIMAL, "root", "root", 0600)).changes()).isEmpty();
  }

  @Test
  void secretsNextToAChangedLineAreNotShown() {
    // given
    String conf =
        movedMonitors()
            + "rgw keystone admin password = swordfish\n"
            + "# key = AQC0ffee00000000000000000000000000000A==\n"
            + "log_to_syslog = true\n";

    // when
    String diff = plan(file(conf)).changes().getFirst().diff().orElseThrow();

    // then
    assertThat(diff)
        .contains("-mon_host = [v2:10.77.0.9", " rgw keystone admin password = ******")
        .contains("# key = ******", " log_to_syslog = true")
        .doesNotContain("swordfish", "AQC0ffee");
  }

  @Test
  void anOptionThatNewReleasesRefuseIsPointedOut() {
    Plan plan = plan(file(MINIMAL + "auth_supported = cephx\n"));
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings()).extracting(Finding::severity).containsExactly(Severity.WARNING);
  }

  private static void stopsAsForeign(Plan plan, String names) {
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.FOREIGN_CLUSTER);
              assertThat(stop.message()).contains(names);
            });
  }

  private static FileState.Present file(String content) {
    return Given.file(content, "root", "root", 0644);
  }

  private static String movedMonitors() {
    return MINIMAL.replace("10.77.0.10", "10.77.0.9");
  }

  private PlaceConfStep step() {
    return new PlaceConfStep(null);
  }

  private Plan plan(FileState file) {
    return step().plan(ACTION, found(file));
  }

  private PlaceConfStep.Conf found(FileState file) {
    return new PlaceConfStep.Conf(
        List.of(
            new PlaceConfStep.Place(
                new Spot(new HostFile.Opened(Given.PATH), Optional.empty(), Optional.empty()),
                file,
                List.of(),
                new LeftOvers(List.of(), decisions))),
        new Belonging(Spot.ROOT, Spot.ROOT),
        new CephConf(MINIMAL),
        decisions);
  }

  @Test
  void anotherClustersFileGoesOnlyWhenAPersonSaidSo() {
    // given
    FileState file = file("[global]\nfsid = somebody-elses\n");
    Plan undecided = step().plan(ACTION, found(file));
    decisions = new Decisions(Map.of("foreign-conf:/etc/ceph/file", "replace"));

    // when
    Plan replaced = step().plan(ACTION, found(file));
    decisions = new Decisions(Map.of("foreign-conf:/etc/ceph/file", "keep"));
    Plan kept = step().plan(ACTION, found(file));

    // then
    assertThat(undecided.stop().orElseThrow().choices()).hasSize(2);
    assertThat(replaced.stop()).isEmpty();
    assertThat(replaced.changes().getFirst().diff().orElseThrow())
        .contains("-fsid = somebody-elses");
    assertThat(kept.stop()).isEmpty();
    assertThat(kept.changes()).isEmpty();
  }
}
