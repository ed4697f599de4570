package io.mooring.openstack.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.layout.Account;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.Runner;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.handover.Handover;
import io.mooring.openstack.handover.Variable;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.LeftOvers;
import io.mooring.participant.step.LeftOvers.LeftOver;
import io.mooring.participant.step.LeftOvers.Way;
import io.mooring.participant.step.Plan;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ServiceConfigurationTest {
  private static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
  private static final String COPY = FILE + ".bak2";
  private static final byte[] TEXT = "[DEFAULT]\n".getBytes(StandardCharsets.UTF_8);

  @Test
  void copiesBesideAFileThatIsAsWantedAreShown() {
    Plan plan = planWithoutEdits(Decisions.NONE);

    assertThat(plan.changes()).isEmpty();
    assertThat(plan.findings())
        .extracting(Finding::key)
        .containsExactly("left-over:/etc/glance/glance-api.conf.bak2");
  }

  @Test
  void copiesBesideAFileThatIsAsWantedGoWhenAPersonSaidSo() {
    Plan plan = planWithoutEdits(new Decisions(Map.of("left-over:" + COPY, "remove")));

    assertThat(plan.changes()).extracting(Change::subject).containsExactly(COPY);
  }

  @Test
  void firstHourFailure8AFileThatADeploymentWritesIsChangedInItsPlaceAndSaidToBeLost() {
    // Given
    FilePath inside = new FilePath("/etc/glance/glance-api.conf");
    FilePath onNode = new FilePath("/etc/kolla/glance-api/glance-api.conf");
    ScriptedNode node = new ScriptedNode("controller02").has(onNode, "[glance_store]\n");
    String seenAs = "/var/lib/kolla/config_files";
    Layout kolla =
        new Layout(
            ServiceKind.GLANCE_API,
            new Runner.Container(
                Runner.Engine.PODMAN,
                "glance_api",
                Optional.empty(),
                List.of(new Runner.Mount("/etc/kolla/glance-api", seenAs)),
                Optional.of(
                    new Runner.Start(
                        "/etc/kolla/glance-api/config.json",
                        "/etc/kolla/glance-api",
                        seenAs,
                        List.of(new Runner.Copy(seenAs + "/glance-api.conf", inside.value()))))),
            Account.named("glance"),
            List.of(),
            "python3");

    // When
    Handover handover =
        new Handover(
            List.of(new Variable("glance_backend_ceph", "yes")),
            "glance/glance-api.conf",
            List.of("glance/ceph.conf"),
            now -> List.of(new Edit.Set("rbd", "rbd_store_pool", "images")));
    Plan plan =
        ServiceConfiguration.readToChange(
                node.context(Dispatches.first("configure-glance", node.address())),
                kolla,
                inside,
                handover)
            .plan(List.of(new Edit.Set("glance_store", "stores", "rbd")), List.of());

    // Then
    assertThat(plan.changes()).extracting(Change::subject).containsExactly(onNode.value());
    assertThat(plan.findings())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.code()).isEqualTo(ErrorCode.MANAGED_ELSEWHERE);
              assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
              assertThat(finding.next())
                  .contains(
                      "In /etc/kolla/globals.yml:\nglance_backend_ceph: \"yes\"\n",
                      "In /etc/kolla/config/glance/glance-api.conf:\n"
                          + "[rbd]\n"
                          + "rbd_store_pool = images\n",
                      "/etc/kolla/config/glance/ceph.conf");
            });
  }

  private static Plan planWithoutEdits(Decisions decisions) {
    FileState state =
        new FileState.Present(
            FILE,
            "",
            new AccountName("root"),
            new AccountName("glance"),
            0640,
            TEXT.length,
            Instant.EPOCH,
            TEXT);
    LeftOvers copies = new LeftOvers(List.of(new LeftOver(COPY, Way.REMOVE, "a copy")), decisions);
    return new ServiceConfiguration(
            state, Optional.of(ConfigurationFile.parse(TEXT)), List.of(), copies, OtherSources.NONE)
        .plan(List.of(), List.of());
  }
}
