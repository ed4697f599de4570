package io.mooring.participant.run;

import static java.util.function.Predicate.not;

import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.node.NodeFailure;
import io.mooring.node.Nodes;
import io.mooring.node.OutcomeUnknown;
import io.mooring.node.RunLog;
import io.mooring.node.TrustedHostKeys;
import io.mooring.node.UnknownHostKey;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Progress;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Looks first, and changes only what differs. Infrastructure failures that node-access throws end
 * here as events.
 */
@Singleton
public final class InspectFirst implements StepRunner {
  private static final Logger LOG = Logger.getLogger(InspectFirst.class);

  private final Map<Class<? extends Action>, Step<?, ?>> steps;
  private final Nodes nodes;
  private final ParticipantInstance instance;
  private final CrashPoints crashPoints;
  private final Clock clock;

  /** A runner of these steps. */
  public InspectFirst(
      @All List<Step<?, ?>> steps,
      Nodes nodes,
      ParticipantInstance instance,
      CrashPoints crashPoints,
      Clock clock) {
    this.steps = steps.stream().collect(Collectors.toMap(Step::action, Function.identity()));
    this.nodes = nodes;
    this.instance = instance;
    this.crashPoints = crashPoints;
    this.clock = clock;
  }

  @Override
  public Event run(Command command, Progress progress) {
    try (RunLog log = RunLog.begin();
        TrustedHostKeys trusted = TrustedHostKeys.begin(command.dispatch().decisions())) {
      return run(command, progress, new OutcomeEvents(instance.execution(command), clock, log));
    }
  }

  private Event run(Command command, Progress progress, OutcomeEvents events) {
    if (clock.instant().isAfter(command.dispatch().startBy())) {
      return events.failed(
          ErrorCode.NOT_STARTED,
          "The command reached %s only after %s, so the step was not begun."
              .formatted(instance.name(), command.dispatch().startBy()));
    }
    Step<?, ?> step = steps.get(command.action().getClass());
    if (step == null) {
      return events.failed(ErrorCode.INTERNAL, "this participant does not know the step");
    }
    return run(step, command, progress, events);
  }

  private Event run(Step<?, ?> step, Command command, Progress progress, OutcomeEvents events) {
    try {
      return carryOut(step, command, progress, events);
    } catch (UnknownHostKey unknown) {
      return events.mustBeTrusted(unknown);
    } catch (NodeFailure failure) {
      return events.failed(failure.code(), failure.getMessage());
    } catch (OutcomeUnknown unknown) {
      return events.unknown(unknown.getMessage());
    } catch (RuntimeException | Error defect) {
      LOG.errorf(defect, "step %s failed by a defect", command.dispatch().step());
      // The exception's own text stays in the log: nobody can promise what is in it.
      return events.failed(
          ErrorCode.INTERNAL,
          "%s in step %s; the log of %s has the details"
              .formatted(
                  defect.getClass().getSimpleName(), command.dispatch().step(), instance.name()));
    }
  }

  private <A extends Action, F> Event carryOut(
      Step<A, F> step, Command command, Progress progress, OutcomeEvents events) {
    A action = step.action().cast(command.action());
    StepContext context = StepContext.of(command.dispatch(), nodes, progress);
    return switch (command.dispatch().mode()) {
      case PLAN -> plan(step, context, action, events);
      case APPLY -> apply(step, context, action, events);
      case UNDO -> events.of(step.undo(context, action));
    };
  }

  private static <A extends Action, F> Event plan(
      Step<A, F> step, StepContext context, A action, OutcomeEvents events) {
    Plan plan = step.plan(action, step.inspect(context, action));
    String digest = events.restOn(plan);
    return isExpected(context, digest) ? events.of(Outcome.asPlanned(plan)) : events.moved(plan);
  }

  private <A extends Action, F> Event apply(
      Step<A, F> step, StepContext context, A action, OutcomeEvents events) {
    F found = step.inspect(context, action);
    Plan plan = step.plan(action, found);
    String digest = events.restOn(plan);
    if (!isExpected(context, digest)) {
      return events.moved(plan);
    }
    if (plan.stop().isPresent()) {
      return events.stopped(plan);
    }
    if (plan.changes().isEmpty() && !step.proves()) {
      return events.of(Outcome.asPlanned(plan));
    }
    if (!plan.changes().isEmpty()) {
      crashPoints.reach(CrashPoint.BEFORE_CHANGE);
    }
    return events.of(step.apply(context, action, found, plan));
  }

  private static boolean isExpected(StepContext context, String digest) {
    return context.dispatch().expected().filter(not(digest::equals)).isEmpty();
  }
}
