package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a node in the integration: a host name of one or more labels (RFC 1123).
 *
 * @param value matches {@link #PATTERN}
 */
public record NodeName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN =
      "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?){0,8}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public NodeName {
    Syntax.require("a node name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
