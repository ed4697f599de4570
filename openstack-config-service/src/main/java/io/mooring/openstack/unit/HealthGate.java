package io.mooring.openstack.unit;

import io.mooring.node.NodeSession;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Waits until a restarted unit has kept its main process for the stability window and its service
 * answers, or until it is clear that this will not happen.
 */
@Singleton
public final class HealthGate {
  private static final Duration BETWEEN_LOOKS = Duration.ofMillis(400);
  private final Clock clock;

  /** A gate that measures with this clock. */
  public HealthGate(Clock clock) {
    this.clock = clock;
  }

  /**
   * Waits.
   *
   * @param started the unit as it was right after the restart
   * @param until when a service that does not answer counts as broken
   */
  public Health await(
      NodeSession node, Restart restart, UnitState started, Instant until, HealthProbe probe) {
    Instant stable = clock.instant().plus(restart.gate().stabilityWindow());
    while (true) {
      UnitReport report = UnitInspection.look(node, restart.layout(), List.of());
      Health health = judge(report, started, probe);
      Instant now = clock.instant();
      switch (health) {
        case Health.Healthy healthy when !now.isBefore(stable) -> {
          return healthy;
        }
        case Health.Broken broken -> {
          return broken;
        }
        case Health.NotYet missing when !now.isBefore(until) -> {
          return new Health.Broken(
              missing.reason() + " after " + restart.gate().timeout().toSeconds() + " s");
        }
        case Health.Healthy early -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        case Health.NotYet missing -> LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
      }
    }
  }

  private static Health judge(UnitReport report, UnitState started, HealthProbe probe) {
    return report.units().stream()
        .filter(unit -> unit.name().equals(started.name()))
        .findFirst()
        .map(unit -> judge(unit, started, report, probe))
        .orElseGet(() -> new Health.Broken(started.name() + " is gone"));
  }

  private static Health judge(
      UnitState unit, UnitState started, UnitReport report, HealthProbe probe) {
    if (!unit.running()) {
      return new Health.Broken("%s is %s".formatted(unit.name(), unit.active()));
    }
    if (unit.mainProcess() != started.mainProcess() || unit.restarts() > started.restarts()) {
      return new Health.Broken(unit.name() + " died and was started again");
    }
    return probe.ask(report, started.started().orElse(report.now()));
  }
}
