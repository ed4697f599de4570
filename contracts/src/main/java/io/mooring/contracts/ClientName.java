package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a cephx user without its type: {@code glance} for {@code client.glance}. Ceph's own
 * users are none: {@code client.admin} and those that bootstrap daemons never leave the admin node,
 * so no message can name them.
 *
 * @param value matches {@link #PATTERN}
 */
public record ClientName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN =
      "(?!client\\.|bootstrap-|admin$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClientName {
    Syntax.require("a cephx user name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
