package io.mooring.openstack.unit;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * What systemd says of a unit.
 *
 * @param name the unit with its suffix
 * @param active systemd's ActiveState: {@code active}, {@code failed}…
 * @param file systemd's UnitFileState: {@code enabled}, {@code disabled}, {@code masked}…; empty
 *     when systemd does not tell
 * @param mainProcess PID of the main process, 0 when there is none
 * @param restarts how often systemd restarted it automatically
 * @param started when the main process started, by the node's clock; empty when there is none
 */
public record UnitState(
    String name,
    String active,
    String file,
    long mainProcess,
    long restarts,
    Optional<Instant> started) {
  private static final Set<String> STOPPED = Set.of("inactive", "deactivating");
  private static final Set<String> HELD = Set.of("disabled", "masked", "masked-runtime");

  /** Whether it runs. */
  public boolean running() {
    return "active".equals(active) && mainProcess > 0;
  }

  /** Whether somebody stopped it: it does not run, and it did not fail. */
  public boolean stopped() {
    return STOPPED.contains(active);
  }

  /** Whether systemd is not to start it: a cluster manager does, or nobody. */
  public boolean held() {
    return HELD.contains(file);
  }
}
