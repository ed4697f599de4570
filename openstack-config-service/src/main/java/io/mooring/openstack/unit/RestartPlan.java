package io.mooring.openstack.unit;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.participant.step.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a service must be restarted, and whether it may be; pure. */
public final class RestartPlan {
  private RestartPlan() {}

  /** Says why a restart is needed, if it is, and what stands in its way. */
  public static Plan of(Restart restart, FoundService found) {
    UnitReport report = found.report();
    if (report.units().isEmpty()) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.NODE_UNSUITABLE,
              "%s has none of the units %s."
                  .formatted(report.hostName(), restart.service().units()),
              "Install the service on this node, or take the role controller from it."));
    }
    UnitState unit = report.units().getFirst();
    if (unit.stopped()) {
      return Plan.stop(stopped(unit, report));
    }
    Plan due = due(restart, found, unit);
    if (due.changes().isEmpty()) {
      return due;
    }
    if (unit.held()) {
      return Plan.stop(held(unit, report));
    }
    return found.elsewhere().isEmpty() ? due : Plan.stop(elsewhere(unit, found));
  }

  private static Plan due(Restart restart, FoundService found, UnitState unit) {
    if (found.restored()) {
      String again = "as it was configured, after an earlier attempt put the former one back";
      return Plan.of(
          "write %s again and restart %s".formatted(restart.file(), unit.name()),
          List.of(
              Change.of(Change.Kind.UPDATE, restart.file().value(), again),
              Change.of(Change.Kind.RESTART, unit.name(), "with that file")));
    }
    return reason(unit, found.report())
        .map(
            why ->
                Plan.of(
                    "restart " + unit.name() + ": " + why,
                    List.of(Change.of(Change.Kind.RESTART, unit.name(), why))))
        .orElseGet(() -> Plan.nothing(unit.name() + " runs with the newest configuration"));
  }

  private static Optional<String> reason(UnitState unit, UnitReport found) {
    Optional<Instant> started = unit.started();
    if (!unit.running() || started.isEmpty()) {
      return Optional.of("it is " + unit.active());
    }
    List<String> newer =
        found.modified().entrySet().stream()
            .filter(file -> file.getValue().isAfter(started.get()))
            .map(Map.Entry::getKey)
            .sorted()
            .toList();
    return newer.isEmpty()
        ? Optional.empty()
        : Optional.of("it started before " + String.join(", ", newer) + " changed");
  }

  private static Finding stopped(UnitState unit, UnitReport report) {
    return Finding.stop(
        ErrorCode.SERVICE_STOPPED,
        "%s on %s is stopped (%s%s), so it is not restarted: Mooring starts nothing that somebody stopped."
            .formatted(
                unit.name(),
                report.hostName(),
                unit.active(),
                unit.file().isEmpty() ? "" : ", " + unit.file()),
        ("If it is meant to run here: systemctl start %1$s, then retry. If it is meant to be"
                + " stopped (a cluster manager runs it on another node, or the node is in"
                + " maintenance): leave it as it is; it reads the new configuration whenever it"
                + " starts, and only the steps after this one wait.")
            .formatted(unit.name()));
  }

  private static Finding held(UnitState unit, UnitReport report) {
    return Finding.stop(
        ErrorCode.SERVICE_STOPPED,
        "%s on %s is %s, and %s for systemd: something else decides when it runs, so it is not restarted."
            .formatted(unit.name(), report.hostName(), unit.active(), unit.file()),
        ("If a cluster manager runs it: restart it there (with Pacemaker: pcs resource restart),"
             + " then retry. If nothing does: systemctl enable %1$s, then retry. To leave it as it"
             + " is: do nothing; it reads the new configuration when it starts next, and only the"
             + " steps after this one wait.")
            .formatted(unit.name()));
  }

  private static Finding elsewhere(UnitState unit, FoundService found) {
    return Finding.stop(
        ErrorCode.SERVICE_DOWN_ELSEWHERE,
        "%s on %s needs a restart, but it is not restarted while another one is down: %s."
            .formatted(
                unit.name(), found.report().hostName(), String.join("; ", found.elsewhere())),
        ErrorCode.SERVICE_DOWN_ELSEWHERE.next());
  }
}
