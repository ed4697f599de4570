package io.mooring.node;

import java.nio.charset.StandardCharsets;

/**
 * How a script ended. Its text form tells sizes only, since the output may hold a secret.
 *
 * @param status exit status, 0 to 255
 * @param output what it wrote to standard output, capped
 * @param errors what it wrote to standard error, capped
 * @param truncated whether one of them was longer than the cap
 */
public record ScriptResult(int status, byte[] output, byte[] errors, boolean truncated) {

  /** Whether the exit status is 0. */
  public boolean succeeded() {
    return status == 0;
  }

  /** Standard output as text. */
  public String text() {
    return new String(output, StandardCharsets.UTF_8);
  }

  /** Standard error as text, without space at its ends. */
  public String errorText() {
    return new String(errors, StandardCharsets.UTF_8).strip();
  }

  @Override
  public String toString() {
    return "exit status %d, %d bytes of output, %d bytes of errors"
        .formatted(status, output.length, errors.length);
  }
}
