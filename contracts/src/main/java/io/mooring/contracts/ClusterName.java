package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * The name of a Ceph cluster, as in the file name of its configuration: {@code
 * /etc/ceph/<name>.conf}.
 *
 * @param value matches {@link #PATTERN}
 */
public record ClusterName(@JsonValue String value) {
  /** The form of the name, as a regular expression. */
  public static final String PATTERN = "[a-z0-9][a-z0-9-]{0,31}";

  private static final Pattern ALLOWED = Pattern.compile(PATTERN);

  /**
   * Checks the name.
   *
   * @throws IllegalArgumentException when it does not match {@link #PATTERN}
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public ClusterName {
    Syntax.require("a cluster name", ALLOWED, value);
  }

  @Override
  public String toString() {
    return value;
  }
}
