package io.mooring.openstack.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Change;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.openstack.configuration.ConfigurationFile;
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
            state, Optional.of(ConfigurationFile.parse(TEXT)), List.of(), copies)
        .plan(List.of(), List.of());
  }
}
