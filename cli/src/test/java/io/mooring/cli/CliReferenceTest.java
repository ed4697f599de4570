package io.mooring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.cli.command.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keeps the page about the command equal to its help; {@code -Dupdate=true} writes it anew. */
class CliReferenceTest {
  private static final Path PAGE = Path.of("..", "docs", "reference", "cli.md");

  @Test
  void thePageSaysWhatTheCommandSays() throws IOException {
    // given
    StringBuilder page =
        new StringBuilder("# The command\n\nMade from its help; a test keeps it so.\n");
    for (String verb : Mooring.verbs()) {
      page.append("\n## mooring ").append(verb).append("\n\n```\n");
      page.append(help(verb).stripTrailing()).append("\n```\n");
      for (String below : Mooring.verbsBelow(verb)) {
        page.append("\n### mooring ").append(verb).append(' ').append(below).append("\n\n```\n");
        page.append(help(verb, below).stripTrailing()).append("\n```\n");
      }
    }
    if (Boolean.getBoolean("update")) {
      Files.writeString(PAGE, page);
    }

    // when
    String written = Files.readString(PAGE);

    // then
    assertThat(written).isEqualTo(page.toString());
  }

  private static String help(String... verbs) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal =
        new Terminal(InputStream.nullInputStream(), printed, printed, Map.of(), false, false);
    String[] arguments = Arrays.copyOf(verbs, verbs.length + 1);
    arguments[verbs.length] = "--help";
    assertThat(Mooring.run(terminal, arguments)).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
