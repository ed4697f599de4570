package io.mooring.openstack.configuration;

/**
 * A line for which oslo.config refuses the whole file.
 *
 * @param number the line's number, from 1
 * @param text the line without its end; may hold a secret, so show {@link #shown()} to people
 * @param reason oslo.config's own words
 */
public record Problem(int number, String text, String reason) {

  /** The line as it may be shown and sent: without what looks like a secret. */
  public String shown() {
    return ElementRedaction.ofUnparsable(text);
  }

  /** As {@link #shown()}, because texts of records end in logs. */
  @Override
  public String toString() {
    return "line " + number + ", " + reason + ": " + shown();
  }
}
