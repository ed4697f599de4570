package io.mooring.openstack.unit;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.participant.step.Plan;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether a service must be restarted, and whether it may be; pure. */
public final class RestartPlan {
  private static final String STOPPED = "stopped-service";
  private static final String HELD = "held-service";
  private static final String START = "start";
  private static final String RESTART = "restart";

  private RestartPlan() {}

  /** Says why a restart is needed, if it is, and what stands in its way. */
  public static Plan of(Restart restart, FoundService found) {
    UnitReport report = found.report();
    if (report.units().isEmpty()) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.NODE_UNSUITABLE,
              "%s has no %s any more, by which %s ran."
                  .formatted(
                      report.hostName(), restart.layout().subject(), restart.service().label()),
              "Install the service on this node, or take its role from it."));
    }
    UnitState unit = report.units().getFirst();
    return planned(restart, found, unit).on(List.of(seen(unit)));
  }

  private static Plan planned(Restart restart, FoundService found, UnitState unit) {
    if (unit.stopped() && !found.decisions().chose(key(STOPPED, unit, found), START)) {
      return left(found, unit, stopped(restart, unit, found));
    }
    Plan due = due(restart, found, unit);
    if (due.changes().isEmpty()) {
      return due;
    }
    if (unit.held()
        && !unit.stopped()
        && !found.decisions().chose(key(HELD, unit, found), RESTART)) {
      return left(found, unit, held(unit, found));
    }
    return found.elsewhere().isEmpty() ? due : Plan.stop(elsewhere(unit, found));
  }

  /** The service stays as it is: it stops the step, or a person said that it is right so. */
  private static Plan left(FoundService found, UnitState unit, Finding finding) {
    return new Plan(
        "%s stays as it is (%s)".formatted(unit.name(), unit.active()),
        List.of(),
        List.of(found.decisions().settle(finding)),
        Map.of());
  }

  /** Times and process numbers change with every restart, and nothing rests on them. */
  private static Seen seen(UnitState unit) {
    return new Seen(unit.name(), "%s %s".formatted(unit.active(), unit.file()).strip());
  }

  private static String key(String what, UnitState unit, FoundService found) {
    return "%s:%s@%s".formatted(what, unit.name(), found.report().hostName());
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
        .orElseGet(
            () ->
                Plan.nothing(
                    unit.name()
                        + " runs with its files as they are; it is restarted once they change"));
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

  /** How people start what somebody stopped. */
  private static String start(Restart restart) {
    List<String> container = restart.layout().container();
    return restart
        .layout()
        .unit()
        .map("systemctl start "::concat)
        .orElseGet(() -> "%s start %s".formatted(container.getFirst(), container.getLast()));
  }

  private static Finding stopped(Restart restart, UnitState unit, FoundService found) {
    return Finding.stop(
            ErrorCode.SERVICE_STOPPED,
            "%s on %s is stopped (%s%s), so it is not restarted: Mooring starts nothing that somebody stopped."
                .formatted(
                    unit.name(),
                    found.report().hostName(),
                    unit.active(),
                    unit.file().isEmpty() ? "" : ", " + unit.file()),
            ("If it is meant to run here: %s, then retry. If it is meant to be"
                    + " stopped (a cluster manager runs it on another node, or the node is in"
                    + " maintenance): leave it as it is; it reads the new configuration whenever it"
                    + " starts, and only the steps after this one wait.")
                .formatted(start(restart)))
        .deciding(key(STOPPED, unit, found), choices(unit));
  }

  private static Choice[] choices(UnitState unit) {
    Choice leave =
        new Choice(
            "leave",
            "Leaves it stopped; it reads its new configuration whenever it starts, and what is"
                + " proved through it here fails until then.");
    return unit.file().startsWith("masked")
        ? new Choice[] {leave}
        : new Choice[] {
          leave, new Choice(START, "Starts it with its new configuration, behind the usual gate.")
        };
  }

  private static Finding held(UnitState unit, FoundService found) {
    return Finding.stop(
            ErrorCode.SERVICE_STOPPED,
            "%s on %s is %s, and %s for systemd: something else decides when it runs, so it is not restarted."
                .formatted(unit.name(), found.report().hostName(), unit.active(), unit.file()),
            ("If a cluster manager runs it: restart it there (with Pacemaker: pcs resource"
                 + " restart), then retry. If nothing does: systemctl enable %1$s, then retry. To"
                 + " leave it as it is: do nothing; it reads the new configuration when it starts"
                 + " next, and only the steps after this one wait.")
                .formatted(unit.name()))
        .deciding(
            key(HELD, unit, found),
            new Choice(
                "leave",
                "Does not restart it; it goes on with its former configuration until something"
                    + " else restarts it."),
            new Choice(
                RESTART,
                "Restarts it by systemd all the same, whatever else decides when it runs."));
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
