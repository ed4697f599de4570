package io.mooring.openstack.unit;

import java.time.Instant;

/** Asks the restarted service itself whether it does its work. */
@FunctionalInterface
public interface HealthProbe {

  /**
   * Asks once.
   *
   * @param node the newest look at the node
   * @param restarted when the service was restarted, by the node's clock
   */
  Health ask(UnitReport node, Instant restarted);
}
