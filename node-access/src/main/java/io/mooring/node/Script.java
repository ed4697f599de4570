package io.mooring.node;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * A POSIX shell script to run on a node as root. Its text is a constant of ours; everything that
 * comes from outside is a positional argument ({@code "$1"}) and is quoted on the way.
 *
 * @param name what it is for, as people read it in logs and errors: {@code list pools}
 * @param body the text, without any value that comes from outside
 * @param arguments the positional arguments
 * @param stdin what the script reads; nothing by default
 * @param timeout for how long to wait for its end
 */
public record Script(
    String name, String body, List<String> arguments, Stdin stdin, Duration timeout) {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  /** A script without input that has 30 seconds. */
  public static Script of(String name, String body, Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(argument.toString());
    }
    return new Script(name, body, List.copyOf(texts), Stdin.none(), TIMEOUT);
  }

  /** The same with something to read. */
  public Script with(Stdin input) {
    return new Script(name, body, arguments, input, timeout);
  }

  /** The same with another time limit. */
  public Script within(Duration limit) {
    return new Script(name, body, arguments, stdin, limit);
  }
}
