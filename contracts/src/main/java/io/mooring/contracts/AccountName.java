package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * A user or group of the operating system (the portable rule of useradd).
 *
 * @param value matches {@link #PATTERN}
 */
public record AccountName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "[a-z_][a-z0-9_-]{0,31}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public AccountName {
    Syntax.require("an account name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
