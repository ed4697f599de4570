package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * An absolute path on a node, without dot segments and without characters that need quoting.
 *
 * @param value matches {@link #PATTERN}
 */
public record FilePath(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "(/[A-Za-z0-9_@+-][A-Za-z0-9._@+-]{0,127}){1,16}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public FilePath {
    Syntax.require("a file path", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
