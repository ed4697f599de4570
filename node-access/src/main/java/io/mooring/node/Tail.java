package io.mooring.node;

import io.mooring.contracts.Counted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The end of an output as people may read it: text, bounded, and without secrets. */
final class Tail {
  /** What went well is seldom read. */
  static final int OF_SUCCESS = 400;

  static final int OF_FAILURE = 2_000;

  /** What is searched for secrets; more than is shown, since they become shorter. */
  private static final int LOOKED_AT = 16 * 1024;

  private static final String CUT = "…";

  private Tail() {}

  /** Of both outputs, standard error last; of what failed more than of what went well. */
  static String of(ScriptResult result) {
    int longest = result.succeeded() ? OF_SUCCESS : OF_FAILURE;
    String errors = of(result.errors(), longest, result.truncated());
    String output = of(result.output(), longest - errors.length(), result.truncated());
    return output.isEmpty() || errors.isEmpty() ? output + errors : output + "\n" + errors;
  }

  /** Of why there is no output. */
  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8), OF_FAILURE, false);
  }

  /** Half a line may hold half a secret, which nobody would know as one, so none is shown. */
  private static String of(byte[] bytes, int longest, boolean endMissing) {
    int until = bytes.length;
    while (endMissing && until > 0 && bytes[until - 1] != '\n') {
      until--;
    }
    int from = Math.max(0, until - LOOKED_AT);
    while (from > 0 && from < until && bytes[from - 1] != '\n') {
      from++;
    }
    String text = new String(Arrays.copyOfRange(bytes, from, until), StandardCharsets.UTF_8);
    if (text.indexOf('\0') >= 0) {
      return "(%s no text)".formatted(Counted.of(bytes.length, "byte").with("that is", "that are"));
    }
    String shown = Scrubber.scrub(text).strip();
    int start = Math.max(0, shown.length() - Math.max(0, longest));
    String begin = from > 0 || start > 0 ? CUT : "";
    return begin + shown.substring(start) + (until < bytes.length ? CUT : "");
  }
}
