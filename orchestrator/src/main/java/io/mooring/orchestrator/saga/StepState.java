package io.mooring.orchestrator.saga;

import com.fasterxml.jackson.annotation.JsonAlias;
import io.mooring.contracts.Choice;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Where a step is. */
public sealed interface StepState {

  /**
   * Other steps must be done first.
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
   * @param due until when it must begin; once it has begun, until when its outcome is awaited
   * @param started whether the participant said that it begins
   */
  record Dispatched(UUID command, long epoch, @JsonAlias("deadline") Instant due, boolean started)
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
   * It needs a person.
   *
   * @param at when that became known
   * @param problem why
   * @param choices the ways out that a person may choose from; none where something has to be
   *     mended and the step retried
   * @param report what the participant said
   */
  record Halted(Instant at, StepProblem problem, List<Choice> choices, StepReport report)
      implements StepState {
    /** Keeps its own copy. */
    public Halted {
      choices = List.copyOf(choices);
    }
  }

  /**
   * Nothing more happens to it.
   *
   * @param at when that became known
   * @param result how it came to be so
   * @param report what the participant said
   */
  record Done(Instant at, Result result, StepReport report) implements StepState {}

  /** The name in the API. */
  default String label() {
    return switch (this) {
      case Waiting w -> "waiting";
      case Ready r -> "ready";
      case Dispatched d -> "running";
      case BackingOff b -> "backing-off";
      case Halted h -> h.choices().isEmpty() ? "failed" : "halted";
      case Done d -> d.result().label();
    };
  }
}
