package io.mooring.node;

import io.mooring.contracts.Limits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A POSIX shell script to run on a node as root. Its text is a constant of ours; everything that
 * comes from outside is a positional argument ({@code "$1"}) and is quoted on the way.
 *
 * @param name what it is for, as people read it in logs and errors: {@code list pools}
 * @param body the text, without any value that comes from outside
 * @param arguments the positional arguments
 * @param stdin what the script reads; nothing by default
 * @param timeout for how long to wait for its end
 * @param confidential whether what it prints is for the step alone, such as a file of somebody
 *     else's with passwords that nobody knows as such
 */
public record Script(
    String name,
    String body,
    List<String> arguments,
    Stdin stdin,
    Duration timeout,
    boolean confidential) {
  /** A script without input that has {@link Limits#SCRIPT}. */
  public static Script of(String name, String body, Object... arguments) {
    List<String> texts = new ArrayList<>();
    for (Object argument : arguments) {
      texts.add(argument.toString());
    }
    return new Script(name, body, List.copyOf(texts), Stdin.none(), Limits.SCRIPT, false);
  }

  /**
   * The text of a {@code .sh} resource, without its comments: they are for the reader of the file,
   * and a node gets every byte over its command line.
   *
   * @param beside a class of the package that the resource is in
   * @param name the file's name
   * @throws IllegalStateException when the jar lacks it
   */
  public static String resource(Class<?> beside, String name) {
    try (InputStream stream = beside.getResourceAsStream(name)) {
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

  /** The same with something to read. */
  public Script with(Stdin input) {
    return new Script(name, body, arguments, input, timeout, confidential);
  }

  /** The same with another time limit. */
  public Script within(Duration limit) {
    return new Script(name, body, arguments, stdin, limit, confidential);
  }

  /** The same, of whose output nothing is kept for people to read. */
  public Script inConfidence() {
    return new Script(name, body, arguments, stdin, timeout, true);
  }
}
