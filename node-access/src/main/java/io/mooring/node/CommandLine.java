package io.mooring.node;

import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What is sent to sshd to run a script as root: one line that the login shell reads.
 *
 * @param mark random text that tells our frame from everything else on the outputs
 * @param text the line
 */
record CommandLine(String mark, String text) {
  /** Linux takes at most 128 KiB for one argument, and the login shell gets the line as one. */
  private static final int LONGEST = 120 * 1024;

  /**
   * A line whose text fits.
   *
   * @throws IllegalArgumentException when it is too long: large things belong on standard input
   */
  CommandLine {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("the script and its arguments are too long");
    }
  }

  /** A script without lock and fence. */
  static CommandLine plain(NodeAddress address, Script script, String mark) {
    List<String> words = asRoot(address);
    words.addAll(List.of("sh", "-c", ShellText.LIMIT, script.name(), mark));
    words.addAll(List.of(seconds(script.timeout()), ShellText.RUN, script.body()));
    words.addAll(script.arguments());
    return new CommandLine(mark, "exec " + ShellWord.line(words));
  }

  /** A script under the node's lock and behind its fence. */
  static CommandLine fenced(
      NodeAddress address, Script script, Fence fence, String stateDirectory, String mark) {
    return fenced(ShellText.CHANGE, address, script, fence, stateDirectory, mark);
  }

  /** A script that changes nothing, and what it sees no older command can change any more. */
  static CommandLine entering(
      NodeAddress address, Script script, Fence fence, String stateDirectory, String mark) {
    return fenced(ShellText.LOOK, address, script, fence, stateDirectory, mark);
  }

  private static CommandLine fenced(
      String how,
      NodeAddress address,
      Script script,
      Fence fence,
      String stateDirectory,
      String mark) {
    List<String> words = asRoot(address);
    words.addAll(List.of("sh", "-c", how, script.name(), mark, stateDirectory));
    words.add(fence.integration().value());
    words.add(epochs(address, fence));
    words.add(Long.toString(fence.epoch()));
    words.add(seconds(fence.lockWait()));
    words.add(seconds(script.timeout()));
    words.add(ShellText.RUN);
    words.add(script.body());
    words.addAll(script.arguments());
    return new CommandLine(mark, "exec " + ShellWord.line(words));
  }

  /**
   * The file that epochs are compared with. A node which stands in for the step's own has another
   * one for that, since the epochs of its own steps may be further on.
   */
  private static String epochs(NodeAddress address, Fence fence) {
    NodeName own = fence.step().node();
    return own.equals(address.name()) ? "epoch" : "epoch." + own;
  }

  private static List<String> asRoot(NodeAddress address) {
    List<String> words = new ArrayList<>();
    if (!address.user().value().equals("root")) {
      words.add("sudo");
      words.add("-n");
    }
    return words;
  }

  /** Whole ones, rounded up: some nodes read fractions with a comma. */
  private static String seconds(Duration duration) {
    return Long.toString(Math.max(1, duration.plusNanos(999_999_999).toSeconds()));
  }
}
