package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StandInTest {
  private static final Fence FENCE =
      new Fence(
          new IntegrationName("site"),
          new UUID(0, 1),
          StepName.parse("create-user:cinder@mon-a"),
          7,
          Duration.ofSeconds(20),
          false);

  @Test
  void theEpochsOfAStandInAreNotThoseOfItsOwnSteps() {
    assertThat(fenced("mon-a")).contains(" site epoch 7 ");
    assertThat(fenced("mon-b")).contains(" site epoch.mon-a 7 ");
  }

  private static String fenced(String node) {
    NodeAddress address =
        new NodeAddress(
            new NodeName(node),
            "127.0.0.1",
            22,
            new AccountName("root"),
            new CredentialName("lab"),
            null);
    return CommandLine.fenced(address, Script.of("try", "true"), FENCE, "/state", "mark")
        .text()
        .replace("'", "");
  }
}
