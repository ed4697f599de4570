package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.RestartCinderBackup;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.RestartGate;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.unit.Health;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerRestartTest {
  private static final Instant RESTARTED = Instant.parse("2026-11-22T15:56:50Z");
  private static final String SERVICE = "controller01@ceph";

  @Test
  void shouldBelieveAnEntryThatReportedSinceTheRestart() {
    assertThat(judge("up", "\"2026-11-22T15:56:58.000000\"")).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void shouldBelieveANewEntryThatHasNotReportedYet() {
    assertThat(judge("up", "null")).isInstanceOf(Health.Healthy.class);
  }

  @Test
  void shouldNotBelieveAnEntryFromBeforeTheRestart() {
    assertThat(judge("up", "\"2026-11-22T15:56:40.000000\"")).isInstanceOf(Health.NotYet.class);
  }

  @Test
  void shouldWaitForAnEntryThatIsDownOrMissing() {
    assertThat(judge("down", "\"2026-11-22T15:56:58.000000\"")).isInstanceOf(Health.NotYet.class);
    assertThat(WorkerRestart.judge(answer(200, "{\"services\": []}"), SERVICE, RESTARTED))
        .isInstanceOf(Health.NotYet.class);
    assertThat(WorkerRestart.judge(answer(503, "busy"), SERVICE, RESTARTED))
        .isInstanceOf(Health.NotYet.class);
  }

  @Test
  void shouldNotPutAConfigurationBackForBackupsThatCinderVolumeReadsToo() {
    // Given
    Worker backup = Worker.of(backup());
    NodeLayouts both =
        new NodeLayouts(
            List.of(
                Layout.assumed(ServiceKind.CINDER_VOLUME),
                Layout.assumed(ServiceKind.CINDER_BACKUP)),
            List.of(),
            List.of());
    NodeLayouts alone =
        new NodeLayouts(List.of(Layout.assumed(ServiceKind.CINDER_BACKUP)), List.of(), List.of());

    // Then
    assertThat(backup.restart(both).sharing()).contains(ServiceKind.CINDER_VOLUME);
    assertThat(backup.restart(alone).sharing()).isEmpty();
  }

  private static RestartCinderBackup backup() {
    return new RestartCinderBackup(
        new FilePath("/etc/cinder/cinder.conf"),
        List.of(),
        new RestartGate(Duration.ofSeconds(3), Duration.ofSeconds(10)),
        new OpenstackAccess(OpenstackAccess.Auth.NONE, Optional.empty(), Optional.of("admin")),
        new ScriptedNode("controller01").address(),
        8776,
        List.of(),
        Optional.empty());
  }

  private static Health judge(String state, String updated) {
    String body =
        "{\"services\": [{\"host\": \"%s\", \"state\": \"%s\", \"updated_at\": %s}]}"
            .formatted(SERVICE, state, updated);
    return WorkerRestart.judge(answer(200, body), SERVICE, RESTARTED);
  }

  private static Answer answer(int status, String body) {
    return new Answer(status, body.getBytes(StandardCharsets.UTF_8));
  }
}
