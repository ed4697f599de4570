package io.mooring.openstack.unit;

import java.time.Instant;
import java.util.Optional;

/**
 * What systemd says of a unit.
 *
 * @param name the unit with its suffix
 * @param active systemd's ActiveState: {@code active}, {@code failed}…
 * @param mainProcess PID of the main process, 0 when there is none
 * @param restarts how often systemd restarted it by itself
 * @param started when the main process started, by the node's clock; empty when there is none
 */
public record UnitState(
    String name, String active, long mainProcess, long restarts, Optional<Instant> started) {

  /** Whether it runs. */
  public boolean running() {
    return "active".equals(active) && mainProcess > 0;
  }
}
