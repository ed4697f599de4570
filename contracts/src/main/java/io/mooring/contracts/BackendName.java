package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a Cinder back end: its section in cinder.conf and its entry in enabled_backends,
 * case-sensitive.
 *
 * @param value matches {@link #PATTERN}
 */
public record BackendName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "[A-Za-z0-9_][A-Za-z0-9_-]{0,62}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public BackendName {
    Syntax.require("a back end name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
