package io.mooring.contracts;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A participant's report of what happened. */
public sealed interface Event {

  /** Which execution it speaks of. */
  Execution execution();

  /** When it happened, by the participant's clock; for display, never for ordering. */
  Instant at();

  /** The command arrived and its step begins. */
  record StepStarted(Execution execution, Instant at) implements Event {}

  /**
   * The node is as the action wants it. In mode plan: the node was looked at.
   *
   * @param changed whether something was changed (in mode plan: would be)
   * @param summary one line for people
   * @param changes what was changed, or would be
   * @param findings what people should know
   * @param facts what later steps may need; never secrets
   * @param took how long the execution took
   */
  record StepSucceeded(
      Execution execution,
      Instant at,
      boolean changed,
      String summary,
      List<Change> changes,
      List<Finding> findings,
      Map<String, String> facts,
      Duration took)
      implements Event {}

  /**
   * The node is not as the action wants it, and the participant knows why.
   *
   * @param code what is wrong
   * @param retryable whether an automatic retry may help
   * @param message what happened and where
   * @param next what a person can do
   * @param findings all problems where there are several
   * @param changes what was changed before it failed
   * @param took how long the execution took
   */
  record StepFailed(
      Execution execution,
      Instant at,
      ErrorCode code,
      boolean retryable,
      String message,
      String next,
      List<Finding> findings,
      List<Change> changes,
      Duration took)
      implements Event {}

  /**
   * The participant can't tell how the step ended; the orchestrator sends it again.
   *
   * @param reason why it can't tell
   * @param took how long the execution took
   */
  record StepUnknown(Execution execution, Instant at, String reason, Duration took)
      implements Event {}
}
