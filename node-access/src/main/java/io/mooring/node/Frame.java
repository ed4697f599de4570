package io.mooring.node;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Reads the frame that run.sh and fence.sh put around a script's outputs. */
sealed interface Frame {

  /** The script ran to its end. */
  record Ended(ScriptResult result) implements Frame {}

  /** The script began, and nobody told its end. */
  record Cut() implements Frame {}

  /** Somebody else holds the lock. */
  record Busy() implements Frame {}

  /** The node has seen a newer command. */
  record Stale(String epoch) implements Frame {}

  /** Lock or fence could not be had; nothing was run. */
  record Broken(String message) implements Frame {}

  /** Not even the first line of ours was run. */
  record Refused(String message) implements Frame {}

  /** What an ending means. */
  static Frame of(String mark, Ending ending) {
    if (ending.status() == null) {
      return new Cut();
    }
    String errors = new String(ending.errors(), StandardCharsets.ISO_8859_1);
    Optional<String> stale = word(errors, mark + " stale ");
    if (stale.isPresent()) {
      return new Stale(stale.get());
    }
    if (errors.contains(mark + " busy\n")) {
      return new Busy();
    }
    String begin = mark + " begin\n";
    int began = errors.indexOf(begin);
    if (began < 0) {
      String fence = mark + " fence\n";
      int fenced = errors.indexOf(fence);
      return fenced < 0
          ? new Refused(text(errors))
          : new Broken(text(errors.substring(fenced + fence.length())));
    }
    String last = "\n" + mark + " end ";
    int end = errors.lastIndexOf(last);
    Optional<String> status = word(errors, last);
    if (end < 0 || status.isEmpty()) {
      return new Cut();
    }
    byte[] written = Arrays.copyOfRange(ending.errors(), began + begin.length(), end);
    return new Ended(
        new ScriptResult(
            Integer.parseInt(status.get()),
            after(ending.output(), mark + "\n"),
            written,
            ending.truncated()));
  }

  private static Optional<String> word(String text, String before) {
    int start = text.lastIndexOf(before);
    int end = start < 0 ? -1 : text.indexOf('\n', start + before.length());
    return end < 0 ? Optional.empty() : Optional.of(text.substring(start + before.length(), end));
  }

  private static byte[] after(byte[] output, String mark) {
    int start = new String(output, StandardCharsets.ISO_8859_1).indexOf(mark);
    return start < 0
        ? new byte[0]
        : Arrays.copyOfRange(output, start + mark.length(), output.length);
  }

  private static String text(String latin) {
    return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8).strip();
  }
}
