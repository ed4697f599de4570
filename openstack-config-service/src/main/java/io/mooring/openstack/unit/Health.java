package io.mooring.openstack.unit;

/** What one look at a restarted service says of it. */
public sealed interface Health {

  /** It does what it should. */
  record Healthy() implements Health {}

  /**
   * It does not yet, but may still.
   *
   * @param reason what is missing
   */
  record NotYet(String reason) implements Health {}

  /**
   * It won't any more.
   *
   * @param reason what happened
   */
  record Broken(String reason) implements Health {}
}
