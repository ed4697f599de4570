package io.mooring.openstack.unit;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.contracts.RestartGate;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.WriteResult;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restarts a service that still runs with older files than there are. If it does not become
 * healthy, its former configuration is put back and it is restarted with that.
 */
@ApplicationScoped
public class GatedRestart {
  private static final String RESTART =
      """
      systemctl reset-failed "$1" 2>/dev/null
      exec timeout "$2" systemctl restart "$1"
      """;
  private final HealthGate healthGate;

  /** Restarts that wait at this gate. */
  public GatedRestart(HealthGate healthGate) {
    this.healthGate = healthGate;
  }

  /** Says why a restart is needed, if it is: pure. */
  public static Plan plan(ServiceKind service, FilePath file, FoundService look) {
    UnitReport found = look.report();
    if (found.units().isEmpty()) {
      return Plan.stop(
          new Finding(
              Finding.Severity.STOP,
              ErrorCode.NODE_UNSUITABLE,
              "%s has none of the units %s".formatted(found.hostName(), service.units()),
              "Install the service on this node, or take the role controller from it."));
    }
    UnitState unit = found.units().getFirst();
    if (look.restored()) {
      String again = "as it was configured, after an earlier attempt put the former one back";
      return Plan.of(
          "write %s again and restart %s".formatted(file, unit.name()),
          List.of(
              Change.of(Change.Kind.UPDATE, file.value(), again),
              Change.of(Change.Kind.RESTART, unit.name(), "with that file")));
    }
    return reason(unit, found)
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

  /** Restarts, waits, and falls back if it must. */
  public Outcome restart(
      StepContext context,
      ServiceKind service,
      FoundService found,
      FilePath file,
      RestartGate gate,
      HealthProbe probe) {
    if (found.restored()
        && context.node().writeAgain(file, context.fence())
            instanceof WriteResult.Conflict changed) {
      return Outcome.failed(
          ErrorCode.FILE_CHANGED,
          changed.actual().path() + " was changed by somebody else; apply the document again.");
    }
    String unit = found.report().units().getFirst().name();
    return switch (once(context, service, unit, gate, probe)) {
      case Health.Healthy healthy -> restarted(unit);
      case Health.NotYet missing -> fallBack(context, service, unit, file, gate, missing.reason());
      case Health.Broken broken -> fallBack(context, service, unit, file, gate, broken.reason());
    };
  }

  private static Outcome restarted(String unit) {
    return new Outcome.Succeeded(
        unit + " was restarted and is healthy",
        List.of(Change.of(Change.Kind.RESTART, unit, "restarted, healthy")),
        List.of(),
        Map.of());
  }

  /** Puts the former configuration back and restarts with it, behind the same gate. */
  public Outcome undo(
      StepContext context,
      ServiceKind service,
      FoundService found,
      FilePath file,
      RestartGate gate,
      HealthProbe probe) {
    return switch (context.node().restore(file, context.fence())) {
      case WriteResult.Written written ->
          restart(context, service, new FoundService(found.report(), false), file, gate, probe);
      case WriteResult.NothingToRestore nothing ->
          Outcome.asPlanned(Plan.nothing("the configuration is the former one already"));
      case WriteResult.NotOurs nothing ->
          Outcome.asPlanned(Plan.nothing("this saga did not write the present configuration"));
      case WriteResult.Conflict conflict ->
          Outcome.failed(
              ErrorCode.FILE_CHANGED,
              file + " was changed by somebody else since, so it was left as it is.");
    };
  }

  private Health once(
      StepContext context, ServiceKind service, String unit, RestartGate gate, HealthProbe probe) {
    NodeSession node = context.node();
    Script script =
        Script.of("restart " + unit, RESTART, unit, gate.timeout().toSeconds())
            .within(gate.timeout().plus(Limits.RESTART_MARGIN));
    ScriptResult result = node.change(script, context.fence());
    if (!result.succeeded()) {
      return new Health.Broken("systemctl restart: " + result.errorText());
    }
    return UnitInspection.look(node, service, List.of()).units().stream()
        .filter(state -> state.name().equals(unit))
        .findFirst()
        .map(state -> healthGate.await(node, service, state, gate, probe))
        .orElseGet(() -> new Health.Broken(unit + " is gone"));
  }

  private Outcome fallBack(
      StepContext context,
      ServiceKind service,
      String unit,
      FilePath file,
      RestartGate gate,
      String reason) {
    List<Change> changes = new ArrayList<>();
    String after =
        switch (context.node().restore(file, context.fence())) {
          case WriteResult.Written written -> {
            changes.add(Change.of(Change.Kind.UPDATE, file.value(), "the former file is back"));
            Health again =
                once(context, service, unit, gate, (report, since) -> new Health.Healthy());
            changes.add(Change.of(Change.Kind.RESTART, unit, "restarted with the former file"));
            yield again instanceof Health.Healthy
                ? "Its former configuration is back and it runs with that."
                : "Its former configuration is back, but it does not run with that either.";
          }
          case WriteResult.Conflict conflict ->
              file + " was changed by somebody else in between, so it was left as it is.";
          case WriteResult.NothingToRestore nothing ->
              file + " is the former one already, so it was left as it is.";
          case WriteResult.NotOurs nothing ->
              file + " was not written by this saga, so it was left as it is.";
        };
    return new Outcome.Failed(
        ErrorCode.SERVICE_UNHEALTHY,
        "%s on %s: %s. %s No other controller was touched."
            .formatted(unit, context.dispatch().node().name(), reason, after),
        "On the node: journalctl -u %s, and the service's log below /var/log. Then retry."
            .formatted(unit),
        changes);
  }
}
