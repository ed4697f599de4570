package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a credential that a participant knows; never the credential itself.
 *
 * @param value matches {@link #PATTERN}
 */
public record CredentialName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public CredentialName {
    Syntax.require("a credential name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
