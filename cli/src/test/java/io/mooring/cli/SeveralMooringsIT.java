package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody works with two Moorings, over real HTTP. */
class SeveralMooringsIT {
  @TempDir private Path home;
  private RecordedServer first;
  private RecordedServer second;
  private Invocation mooring;

  @BeforeEach
  void start() throws IOException {
    first = new RecordedServer(new RecordedSaga(2, false).finished(), 0, 1);
    second = new RecordedServer(new RecordedSaga(2, false).finished(), 0, 1);
    mooring = new Invocation().with("HOME", home.toString());
  }

  @AfterEach
  void stop() {
    first.close();
    second.close();
  }

  @Test
  void eachGetsItsOwnTokenAndTheOneInUseIsAsked() {
    // given
    assertThat(
            mooring.run(
                "of-first\n",
                "context",
                "add",
                "one",
                "--to",
                first.address(),
                "--token-file",
                "-"))
        .isZero();
    assertThat(
            mooring.run(
                "of-second",
                "context",
                "add",
                "two",
                "--to",
                second.address(),
                "--token-file",
                "-"))
        .isZero();

    // when
    assertThat(mooring.run("", "list")).isZero();
    assertThat(mooring.run("", "list", "--context", "two")).isZero();
    assertThat(mooring.run("", "context", "use", "two")).isZero();
    assertThat(mooring.run("", "list")).isZero();
    assertThat(mooring.with("MOORING_CONTEXT", "one").run("", "list")).isZero();
    assertThat(mooring.with("MOORING_URL", second.address()).run("", "list")).isZero();

    // then
    assertThat(first.authorizations).containsExactly("Bearer of-first", "Bearer of-first");
    assertThat(second.authorizations)
        .as("an address that is no context's gets no context's token")
        .containsExactly("Bearer of-second", "Bearer of-second", "null");
  }

  @Test
  void tokensAreKeptAndNeverShown() throws IOException {
    // given
    Path token = Files.writeString(home.resolve("token"), "of-first\n");
    mooring.run(
        "", "context", "add", "one", "--to", first.address(), "--token-file", token.toString());

    // when
    mooring.run("", "context");
    mooring.run("", "context", "list", "-o", "json");
    mooring.run("", "context", "list", "-o", "name");

    // then
    assertThat(mooring.output()).contains("kept").contains("\"token\" : true").endsWith("one\n");
    assertThat(mooring.output() + mooring.errors()).doesNotContain("of-first");
  }

  @Test
  void saysWhatIsWrongWithWhatWasTyped() {
    assertThat(mooring.run("", "context", "add", "one", "--to", "nowhere")).isEqualTo(2);
    assertThat(
            mooring.run(
                "two words", "context", "add", "one", "--to", "http://a", "--token-file", "-"))
        .isEqualTo(2);
    assertThat(mooring.run("", "context", "use", "one")).isEqualTo(2);
    assertThat(mooring.run("", "list", "--context", "one")).isEqualTo(2);
    assertThat(mooring.errors())
        .contains("Not an address: nowhere")
        .contains("a token is one word")
        .contains("No context is called one. See: mooring context list")
        .doesNotContain("two words");
  }

  @Test
  void completesTheirNames() {
    mooring.run("", "context", "add", "one", "--to", first.address());

    assertThat(mooring.run("", "names", "contexts")).isZero();
    assertThat(mooring.output()).isEqualTo("one\n");
  }
}
