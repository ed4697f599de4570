package io.mooring.cli;

import io.mooring.cli.command.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** Calls of the command by a program: what goes in, and what comes out. */
final class Invocation {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Map<String, String> environment = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private boolean answered;

  /** With this variable from now on. */
  Invocation with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  /** With a person who answers from now on. */
  Invocation answered() {
    answered = true;
    return this;
  }

  /** Its exit code. */
  int run(String input, String... arguments) {
    return Mooring.run(
        new Terminal(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            false,
            answered),
        arguments);
  }

  /** All that was printed so far. */
  String output() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** All that was said beside it so far. */
  String errors() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /** Forgets what was printed and said. */
  void forget() {
    out.reset();
    err.reset();
  }
}
