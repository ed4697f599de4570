package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is sent to a node. */
class CommandLineTest {
  private static final NodeAddress NODE =
      new NodeAddress(
          new NodeName("node-1"),
          "127.0.0.1",
          22,
          new AccountName("root"),
          new CredentialName("root"),
          null);

  @Test
  void timesAreWholeSecondsThatEveryLocaleReads() {
    // given
    Script script = Script.of("work", ":").within(Duration.ofMillis(1_500));
    Fence fence = Fences.of(new IntegrationName("cloud"), 7, Duration.ofMillis(20_001));

    // when
    String plain = CommandLine.plain(NODE, script, "mark").text();
    String fenced = CommandLine.fenced(NODE, script, fence, "/state", "mark").text();

    // then
    assertThat(plain).contains(" 'mark' '2' ");
    assertThat(fenced).contains(" '7' '21' '2' ");
  }
}
