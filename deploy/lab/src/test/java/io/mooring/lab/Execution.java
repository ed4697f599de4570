package io.mooring.lab;

import java.time.Duration;
import java.util.List;

/**
 * A command of this machine that has ended.
 *
 * @param command what was run
 * @param exit its exit code
 * @param out what it said
 * @param err what it complained about
 * @param took how long it ran
 */
record Execution(List<String> command, int exit, String out, String err, Duration took) {

  /** All that it said. */
  String text() {
    return out + err;
  }

  /** Itself, when it ended well; otherwise the test fails with all that it said. */
  Execution succeeded() {
    if (exit != 0) {
      throw new AssertionError(this);
    }
    return this;
  }

  /** What it said, without white space around it. */
  String answer() {
    return succeeded().out.strip();
  }

  @Override
  public String toString() {
    return "%s: exit code %d after %d ms%n%s%n%s"
        .formatted(String.join(" ", command), exit, took.toMillis(), out, err);
  }
}
