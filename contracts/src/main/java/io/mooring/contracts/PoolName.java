package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a RADOS pool. Ceph itself allows more; names beginning with a dot are Ceph's own.
 *
 * @param value matches {@link #PATTERN}
 */
public record PoolName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public PoolName {
    Syntax.require("a pool name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
