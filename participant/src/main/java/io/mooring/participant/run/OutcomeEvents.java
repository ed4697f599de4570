package io.mooring.participant.run;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepProgressed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Event.StepUnknown;
import io.mooring.contracts.Execution;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.Seen;
import io.mooring.node.RunLog;
import io.mooring.node.TrustedHostKeys;
import io.mooring.node.UnknownHostKey;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Makes the outcome of one execution an event, fit to leave; knows when the execution began, and
 * what it runs.
 */
final class OutcomeEvents {
  private final Execution execution;
  private final Clock clock;
  private final Instant began;
  private final RunLog log;
  private Optional<String> digest = Optional.empty();
  private List<Seen> seen = List.of();

  OutcomeEvents(Execution execution, Clock clock, RunLog log) {
    this.execution = execution;
    this.clock = clock;
    this.log = log;
    this.began = clock.instant();
  }

  /** What the outcome rests on from now on; gives its digest. */
  String restOn(Plan plan) {
    String now = PlanDigest.of(plan);
    digest = Optional.of(now);
    seen = plan.seen();
    return now;
  }

  Event of(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Succeeded succeeded -> succeeded(succeeded);
      case Outcome.Failed failed ->
          failed(
              failed.code(),
              failed.code().retryable(),
              failed.message(),
              failed.next(),
              List.of(),
              failed.changes());
      case Outcome.GoesOn unfinished ->
          fit(new StepProgressed(execution, clock.instant(), unfinished.summary(), true));
      case Outcome.Unknown unknown -> unknown(unknown.reason());
    };
  }

  /** All findings that stop the step, the first of which gives the code. */
  Event stopped(Plan plan) {
    List<Finding> stops =
        plan.findings().stream().filter(finding -> finding.severity() == Severity.STOP).toList();
    return failed(
        stops.getFirst().code(),
        stops.stream().allMatch(stop -> stop.code().retryable()),
        stops.stream().map(Finding::message).collect(Collectors.joining(" ")),
        stops.stream().map(Finding::next).distinct().collect(Collectors.joining(" ")),
        plan.findings(),
        List.of());
  }

  /** Whether a node is who it says is for a person to find out, and to decide. */
  Event mustBeTrusted(UnknownHostKey unknown) {
    ErrorCode code = unknown.code();
    Finding finding =
        Finding.stop(code, unknown.getMessage())
            .deciding(
                TrustedHostKeys.key(unknown.node(), unknown.fingerprint()),
                new Choice(
                    TrustedHostKeys.TRUST,
                    "Trusts the host key %s of %s from now on; a node with another key is refused."
                        .formatted(unknown.fingerprint(), unknown.node())));
    return failed(
        code, code.retryable(), finding.message(), finding.next(), List.of(finding), List.of());
  }

  /** Another plan was expected; what it is now is told, what it was then the orchestrator knows. */
  Event moved(Plan plan) {
    return failed(
        ErrorCode.WORLD_MOVED,
        false,
        "%s is not what it was when the plan was made; now: %s. Nothing was changed."
            .formatted(execution.step(), plan.summary()),
        ErrorCode.WORLD_MOVED.next(),
        plan.findings(),
        List.of());
  }

  Event failed(ErrorCode code, String message) {
    return failed(code, code.retryable(), message, code.next(), List.of(), List.of());
  }

  Event unknown(String reason) {
    Instant now = clock.instant();
    return fit(new StepUnknown(execution, now, reason, Duration.between(began, now), log.runs()));
  }

  private Event succeeded(Outcome.Succeeded outcome) {
    Instant now = clock.instant();
    return fit(
        new StepSucceeded(
            execution,
            now,
            !outcome.changes().isEmpty(),
            outcome.summary(),
            outcome.changes(),
            outcome.findings(),
            outcome.facts(),
            Duration.between(began, now),
            digest,
            seen,
            log.runs()));
  }

  private Event failed(
      ErrorCode code,
      boolean retryable,
      String message,
      String next,
      List<Finding> findings,
      List<Change> changes) {
    Instant now = clock.instant();
    return fit(
        new StepFailed(
            execution,
            now,
            code,
            retryable,
            message,
            next,
            findings,
            changes,
            Duration.between(began, now),
            digest,
            seen,
            log.runs()));
  }

  private static Event fit(Event event) {
    return EventBounds.USUAL.fit(event);
  }
}
