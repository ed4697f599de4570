package io.mooring.openstack.unit;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.WriteResult;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Restarts a service that still runs with older files than there are. If it does not become
 * healthy, the configuration that this saga replaced is put back and it is restarted with that; a
 * configuration that this saga did not write stays.
 */
@Singleton
public final class GatedRestart {
  private static final String RESTART = Script.resource(GatedRestart.class, "restart-unit.sh");

  /** What timeout(1) exits with when the time is over. */
  private static final int TIMED_OUT = 124;

  private final HealthGate healthGate;
  private final Clock clock;

  /** Restarts that wait at this gate and are measured by this clock. */
  public GatedRestart(HealthGate healthGate, Clock clock) {
    this.healthGate = healthGate;
    this.clock = clock;
  }

  /**
   * Whether nothing is left to do: no restart is due, and the last one was long enough ago that
   * nobody has to watch the service any more.
   */
  public boolean isOver(Restart restart, FoundService found, Plan plan) {
    return plan.changes().isEmpty() && !found.isYoung(restart);
  }

  /** Restarts if that is planned, waits, and falls back if it must. */
  public Outcome restart(
      StepContext context, Restart restart, FoundService found, Plan plan, HealthProbe probe) {
    if (isOver(restart, found, plan)) {
      return Outcome.asPlanned(plan);
    }
    if (plan.changes().isEmpty()) {
      return watch(context, restart, found, plan, probe);
    }
    if (found.restored()
        && context.node().writeAgain(restart.file(), context.fence())
            instanceof WriteResult.Conflict changed) {
      return Outcome.failed(
          ErrorCode.FILE_CHANGED,
          changed.actual().path() + " was changed by somebody else; apply the document again.");
    }
    UnitState state = found.report().units().getFirst();
    Optional<Outcome> refused = refused(context, restart, state);
    if (refused.isPresent()) {
      return refused.get();
    }
    String unit = state.name();
    return switch (once(context, restart, unit, probe)) {
      case Health.Healthy healthy -> restarted(unit);
      case Health.NotYet missing -> fallBack(context, restart, unit, missing.reason());
      case Health.Broken broken -> fallBack(context, restart, unit, broken.reason());
    };
  }

  /**
   * A service that runs must not be lost to a file with which it can't start: whoever skipped the
   * step that could not read the file did not ask for that.
   */
  private static Optional<Outcome> refused(StepContext context, Restart restart, UnitState unit) {
    List<String> lines = ServiceConfiguration.read(context.node(), restart.file()).unreadable();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Outcome.failed(
                ErrorCode.CONFIGURATION_UNREADABLE,
                "%s on %s is not restarted, because it would not start again: %s.%s"
                    .formatted(
                        unit.name(),
                        context.dispatch().node().name(),
                        String.join("; ", lines),
                        unit.running() ? " It still runs as it started." : "")));
  }

  /** The service was restarted a moment ago: it still has to show that it keeps running. */
  private Outcome watch(
      StepContext context, Restart restart, FoundService found, Plan plan, HealthProbe probe) {
    UnitState unit = found.report().units().getFirst();
    return switch (healthOf(context, restart, unit, probe)) {
      case Health.Healthy healthy -> Outcome.asPlanned(plan);
      case Health.NotYet missing -> fallBack(context, restart, unit.name(), missing.reason());
      case Health.Broken broken -> fallBack(context, restart, unit.name(), broken.reason());
    };
  }

  private Health healthOf(StepContext context, Restart restart, UnitState unit, HealthProbe probe) {
    Instant until = clock.instant().plus(restart.gate().timeout());
    return healthGate.await(context.node(), restart, unit, until, probe);
  }

  private static Outcome restarted(String unit) {
    return new Outcome.Succeeded(
        unit + " was restarted and is healthy",
        List.of(Change.of(Change.Kind.RESTART, unit, "restarted, healthy")),
        List.of(),
        Map.of());
  }

  /**
   * Restarts a service whose former files are back, behind the same gate. Putting them back is the
   * work of the steps that changed them; while they have not, there is nothing to restart for.
   */
  public Outcome undo(StepContext context, Restart restart, PeerProbe peers, HealthProbe probe) {
    FoundService found = FoundService.lookAfterUndo(context, restart, peers);
    Plan plan = RestartPlan.of(restart, found);
    if (plan.stop().filter(stop -> stop.code() != ErrorCode.SERVICE_STOPPED).isPresent()) {
      Finding stop = plan.stop().get();
      return new Outcome.Failed(stop.code(), stop.message(), stop.next(), List.of());
    }
    if (plan.stop().isPresent() || isOver(restart, found, plan)) {
      return Outcome.asPlanned(Plan.nothing(plan.summary()));
    }
    boolean due = !plan.changes().isEmpty();
    UnitState state = found.report().units().getFirst();
    Optional<Outcome> refused = due ? refused(context, restart, state) : Optional.empty();
    if (refused.isPresent()) {
      return refused.get();
    }
    String unit = state.name();
    Health health =
        due ? once(context, restart, unit, probe) : healthOf(context, restart, state, probe);
    return switch (health) {
      case Health.Healthy healthy ->
          due ? restarted(unit) : Outcome.asPlanned(Plan.nothing(plan.summary()));
      case Health.NotYet missing -> unhealthy(context, restart, unit, missing.reason());
      case Health.Broken broken -> unhealthy(context, restart, unit, broken.reason());
    };
  }

  /** There is nothing older to fall back to. */
  private static Outcome unhealthy(
      StepContext context, Restart restart, String unit, String reason) {
    return new Outcome.Failed(
        ErrorCode.SERVICE_UNHEALTHY,
        "%s on %s is not healthy with its former configuration: %s. No other controller was touched.%n%s"
            .formatted(
                unit,
                context.dispatch().node().name(),
                reason,
                LastWords.of(context.node(), restart.layout()))
            .strip(),
        advice(restart),
        List.of(Change.of(Change.Kind.RESTART, unit, "restarted")));
  }

  private static String advice(Restart restart) {
    return "On the node: %s, and the service's own log (%s). Then retry."
        .formatted(
            restart.layout().logCommand(),
            restart.layout().logs().stream()
                .map(FilePath::value)
                .findFirst()
                .orElse("in its container"));
  }

  private Health once(StepContext context, Restart restart, String unit, HealthProbe probe) {
    NodeSession node = context.node();
    Duration timeout = restart.gate().timeout();
    Instant until = clock.instant().plus(timeout);
    Script script =
        Script.of(
                "restart " + unit,
                RESTART,
                restart.layout().unit().orElse(""),
                timeout.toSeconds(),
                restart.layout().container().getFirst(),
                restart.layout().container().getLast())
            .within(timeout.plus(Limits.RESTART_MARGIN));
    ScriptResult result = node.change(script, context.fence());
    if (!result.succeeded()) {
      return new Health.Broken(
          result.status() == TIMED_OUT
              ? "its restart took longer than %d s".formatted(timeout.toSeconds())
              : "its restart ended with: " + result.errorText());
    }
    return UnitInspection.look(node, restart.layout(), List.of()).units().stream()
        .filter(state -> state.name().equals(unit))
        .findFirst()
        .map(state -> healthGate.await(node, restart, state, until, probe))
        .orElseGet(() -> new Health.Broken(unit + " is gone"));
  }

  private Outcome fallBack(StepContext context, Restart restart, String unit, String reason) {
    // Read first: the next restart writes into the same log.
    String words = LastWords.of(context.node(), restart.layout());
    List<Change> changes = new ArrayList<>();
    String with =
        restart
            .sharing()
            .map(other -> shared(restart, other))
            .orElseGet(() -> putBack(context, restart, changes));
    Health again = once(context, restart, unit, (report, since) -> new Health.Healthy());
    changes.add(Change.of(Change.Kind.RESTART, unit, "restarted with " + with));
    String after =
        again instanceof Health.Healthy
            ? "It was restarted with %s and runs.".formatted(with)
            : "It was restarted with %s, but it does not run with that either.".formatted(with);
    return new Outcome.Failed(
        ErrorCode.SERVICE_UNHEALTHY,
        "%s on %s: %s. %s No other controller was touched.%n%s"
            .formatted(unit, context.dispatch().node().name(), reason, after, words)
            .strip(),
        advice(restart),
        changes);
  }

  private static String shared(Restart restart, ServiceKind other) {
    return "%s as it is (%s reads it too)".formatted(restart.file(), other.label());
  }

  /** Puts the configuration back that this saga replaced, and says with which one it goes on. */
  private static String putBack(StepContext context, Restart restart, List<Change> changes) {
    return switch (context.node().restore(restart.file(), context.fence())) {
      case WriteResult.Written written -> {
        changes.add(
            Change.of(Change.Kind.UPDATE, restart.file().value(), "the former file is back"));
        yield "its former configuration";
      }
      case WriteResult.Conflict conflict ->
          "%s as it is (somebody else changed it meanwhile)".formatted(restart.file());
      case WriteResult.NothingToRestore nothing ->
          "%s as it is (it is the former one already)".formatted(restart.file());
      case WriteResult.NotOurs nothing ->
          "%s as it is (this saga did not write it)".formatted(restart.file());
    };
  }
}
