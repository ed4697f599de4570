package io.mooring.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mooring.contracts.IntegrationName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node whose sessions speak German: decimal commas, and translated messages. */
class LocaleIT {
  @TempDir Path directory;

  @Test
  void changesANodeThatWritesNumbersWithAComma() throws IOException, InterruptedException {
    assumeThat(Path.of("/usr/share/i18n/locales/de_DE")).as("the package locales").exists();
    Path locales = Files.createDirectories(directory.resolve("locales"));
    OpenSshd.run(
        "localedef", "-i", "de_DE", "-f", "UTF-8", locales.resolve("de_DE.UTF-8").toString());
    try (OpenSshd sshd =
            OpenSshd.startWith(
                directory.resolve("sshd"),
                "SetEnv SHLVL=2 LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 LOCPATH=" + locales);
        SshNodes nodes = new SshNodes(sshd.settings())) {
      // given
      NodeSession session = nodes.session(sshd.address("node-1"));
      Script script = Script.of("work", "printf '%.1f' 1.5");
      Fence fence = Fences.of(new IntegrationName("cloud"), 1, Duration.ofSeconds(20));

      // then
      assertThat(session.inspect(script).text()).isEqualTo("1.5");
      assertThat(session.change(script, fence).text()).isEqualTo("1.5");
    }
  }
}
