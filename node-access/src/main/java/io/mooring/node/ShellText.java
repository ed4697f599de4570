package io.mooring.node;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The shell scripts that are part of this module, without their comments. */
final class ShellText {
  static final String RUN = load("run.sh");
  static final String FENCE = load("fence.sh");
  static final String STAT = load("files.sh") + load("stat.sh");
  static final String READ = load("files.sh") + load("read.sh");
  static final String WRITE = load("files.sh") + load("write.sh");
  static final String RESTORE = load("files.sh") + load("restore.sh");
  static final String RESTORED = load("files.sh") + load("restored.sh");

  private ShellText() {}

  private static String load(String name) {
    try (InputStream stream = ShellText.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the jar lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.stripLeading().startsWith("#"))
          .collect(Collectors.joining("\n", "", "\n"));
    } catch (IOException broken) {
      throw new UncheckedIOException("cannot read " + name, broken);
    }
  }
}
