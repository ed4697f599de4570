package io.mooring.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command of this machine that runs. */
final class RunningCommand {
  private final List<String> command;
  private final Process process;
  private final Instant began = Instant.now();
  private final CompletableFuture<String> out;
  private final CompletableFuture<String> err;

  private RunningCommand(List<String> command, Process process, String input) {
    this.command = command;
    this.process = process;
    out = drained(process.getInputStream());
    err = drained(process.getErrorStream());
    try (OutputStream stdin = process.getOutputStream()) {
      stdin.write(input.getBytes(StandardCharsets.UTF_8));
    } catch (IOException endedEarly) {
      // It did not want its input; its exit code tells.
    }
  }

  /**
   * Starts a command at the top of the repository.
   *
   * @param environment what is added to this process's environment
   * @param input what it reads from its standard input
   */
  static RunningCommand start(
      Path directory, Map<String, String> environment, String input, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().putAll(environment);
    try {
      return new RunningCommand(command, builder.start(), input);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  /** Waits for its end; the test fails when that takes longer. */
  Execution await(Duration most) {
    try {
      if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
        throw new AssertionError(
            "Not ended after %s: %s%n%s".formatted(most, String.join(" ", command), said()));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(stopped);
    }
    Duration took = Duration.between(began, Instant.now());
    return new Execution(command, process.exitValue(), out.join(), err.join(), took);
  }

  private String said() {
    return out.getNow("") + err.getNow("");
  }

  private static CompletableFuture<String> drained(InputStream stream) {
    CompletableFuture<String> text = new CompletableFuture<>();
    Thread.ofVirtual()
        .start(
            () -> {
              ByteArrayOutputStream bytes = new ByteArrayOutputStream();
              try (stream) {
                stream.transferTo(bytes);
              } catch (IOException cutOff) {
                // What came until then is what there is.
              }
              text.complete(bytes.toString(StandardCharsets.UTF_8));
            });
    return text;
  }
}
