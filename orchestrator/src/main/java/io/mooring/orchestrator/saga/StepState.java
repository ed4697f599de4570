package io.mooring.orchestrator.saga;

import java.time.Instant;
import java.util.UUID;

/** Where a step is. */
public sealed interface StepState {

  /**
   * Other steps must succeed first.
   *
   * @param unmet how many, at least 1
   */
  record Waiting(int unmet) implements StepState {}

  /** It runs as soon as its node is free and no step before it is queued there. */
  record Ready() implements StepState {}

  /**
   * It was sent to its participant.
   *
   * @param command the command of this attempt; an outcome counts only with this id
   * @param epoch the fencing number of this attempt
   * @param deadline until when it must begin; once it has begun, until when its outcome is awaited
   * @param started whether the participant said that it begins
   */
  record Dispatched(UUID command, long epoch, Instant deadline, boolean started)
      implements StepState {
    /** The same attempt, of which the participant has said that it begins. */
    Dispatched begun(Instant until) {
      return new Dispatched(command, epoch, until, true);
    }
  }

  /**
   * It failed in a way that a later attempt may get over.
   *
   * @param until when it becomes ready again
   * @param problem why it failed
   */
  record BackingOff(Instant until, StepProblem problem) implements StepState {}

  /**
   * Its node is as the action wants it.
   *
   * @param at when that became known
   * @param changed whether something was changed (in mode plan: would be)
   * @param report what the participant said
   */
  record Succeeded(Instant at, boolean changed, StepReport report) implements StepState {}

  /**
   * It needs a person.
   *
   * @param at when that became known
   * @param problem why it failed
   * @param report what the participant said
   */
  record Failed(Instant at, StepProblem problem, StepReport report) implements StepState {}

  /** The name in the API. */
  default String label() {
    return switch (this) {
      case Waiting w -> "waiting";
      case Ready r -> "ready";
      case Dispatched d -> "running";
      case BackingOff b -> "backing-off";
      case Succeeded s -> "succeeded";
      case Failed f -> "failed";
    };
  }
}
