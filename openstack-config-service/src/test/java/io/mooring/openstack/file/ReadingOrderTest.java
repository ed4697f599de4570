package io.mooring.openstack.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Account;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.Runner;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingOrderTest {
  private static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
  private static final String LOOK = "read what is read after " + FILE;
  private static final List<Edit> EDITS = List.of(new Edit.Set("glance_store", "stores", "rbd"));

  @Test
  void shouldKnowOslosOwnPlacesWhereNothingIsNamed() {
    assertThat(paths("/usr/bin/python3", "/usr/bin/glance-api"))
        .containsExactly(
            "/etc/glance/glance.conf",
            "/etc/glance/glance-api.conf",
            "/etc/glance/glance.conf.d",
            "/etc/glance/glance-api.conf.d");
  }

  @Test
  void shouldReadDefaultDirectoriesBeforeAFileThatIsNamed() {
    assertThat(paths("python3", "glance-api", "--config-file=/etc/glance/glance-api.conf"))
        .containsExactly(
            "/etc/glance/glance.conf.d",
            "/etc/glance/glance-api.conf.d",
            "/etc/glance/glance-api.conf");
  }

  @Test
  void shouldKeepTheOrderOfTheCommandLine() {
    assertThat(
            paths(
                "python3",
                "glance-api",
                "--config-file",
                "/usr/share/glance/glance-api-dist.conf",
                "--config-dir",
                "/etc/glance/more/",
                "--config-file",
                "/etc/glance/glance-api.conf"))
        .containsExactly(
            "/usr/share/glance/glance-api-dist.conf",
            "/etc/glance/more",
            "/etc/glance/glance-api.conf");
  }

  @Test
  void firstHourFailure7AConfigurationDirectoryThatOverridesIsFoundWithFileAndLine() {
    // Given
    ScriptedNode node =
        new ScriptedNode("controller01")
            .says(
                LOOK,
                "source /etc/glance/glance-api.conf -\n"
                    + source("10-a.conf", "[DEFAULT]\ndebug = True\n")
                    + source("50-store.conf", "[glance_store]\n# of the package\nstores = file\n"));

    // When
    OtherSources others =
        OtherSources.look(
            node,
            glance(
                "python3",
                "glance-api",
                "--config-file=/etc/glance/glance-api.conf",
                "--config-dir=/etc/glance/glance-api.conf.d"),
            FILE);

    // Then
    assertThat(others.against(FILE, edited(), EDITS))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.severity()).isEqualTo(Finding.Severity.STOP);
              assertThat(finding.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT);
              assertThat(finding.message())
                  .contains(
                      "/etc/glance/glance-api.conf.d/50-store.conf line 3",
                      "[glance_store] stores");
            });
  }

  @Test
  void shouldNotMindALaterFileThatSaysTheSame() {
    // Given
    ScriptedNode node =
        new ScriptedNode("controller01")
            .says(LOOK, source("50.conf", "[glance_store]\nstores=rbd\n"));

    // When
    OtherSources others = OtherSources.look(node, glance("python3", "glance-api"), FILE);

    // Then
    assertThat(others.against(FILE, edited(), EDITS)).isEmpty();
  }

  @Test
  void shouldNotLookWhereTheFileIsTheLastThatIsRead() {
    // Given
    ScriptedNode node = new ScriptedNode("controller01");

    // When
    OtherSources others =
        OtherSources.look(
            node,
            glance("python3", "glance-api", "--config-file=/etc/glance/glance-api.conf"),
            FILE);

    // Then
    assertThat(node.ran()).isEmpty();
    assertThat(others).isEqualTo(OtherSources.NONE);
  }

  @Test
  void shouldStopAtAFileThatTheServiceDoesNotRead() {
    // When
    OtherSources others =
        OtherSources.look(
            new ScriptedNode("controller01"),
            glance("python3", "glance-api", "--config-file=/srv/glance.conf"),
            FILE);

    // Then
    assertThat(others.against(FILE, edited(), EDITS))
        .singleElement()
        .satisfies(finding -> assertThat(finding.message()).contains("/srv/glance.conf"));
  }

  private static ConfigurationFile edited() {
    return ConfigurationFile.parse(new byte[0]).edit(EDITS).result();
  }

  private static String source(String name, String content) {
    return "source /etc/glance/glance-api.conf.d/%s %s\n"
        .formatted(
            name, Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8)));
  }

  private static List<String> paths(String... command) {
    return ReadingOrder.of(glance(command)).sources().stream()
        .map(ReadingOrder.Source::path)
        .toList();
  }

  private static Layout glance(String... command) {
    return new Layout(
        ServiceKind.GLANCE_API,
        new Runner.Unit("glance-api.service"),
        Account.named("glance"),
        List.of(command),
        "python3");
  }
}
