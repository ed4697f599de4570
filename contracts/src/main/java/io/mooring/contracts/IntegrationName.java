package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of an integration; also a directory name on nodes.
 *
 * @param value matches {@link #PATTERN}
 */
public record IntegrationName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public IntegrationName {
    Syntax.require("an integration name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
