package io.mooring.standalone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A command that runs, with all that it says in a file.
 *
 * @param process the command
 * @param output what it says, on both streams
 */
record Shell(Process process, Path output) {
  /** The top of the repository. */
  static final Path TOP = Path.of("../..").toAbsolutePath().normalize();

  private static final long LONGEST_SECONDS = 120;

  /** Starts a command in a folder with these additions to the environment. */
  static Shell start(
      Path folder, Path output, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectInput(Path.of("/dev/null").toFile())
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    try {
      return new Shell(builder.start(), output);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Waits for its end and gives its exit code. */
  int exit() throws InterruptedException {
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      throw new AssertionError("It did not end: " + said());
    }
    return process.exitValue();
  }

  /** What it has said so far. */
  String said() {
    try {
      return Files.readString(output, StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }
}
