package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A participant's report of what happened. */
public sealed interface Event {

  /** Which execution it speaks of. */
  Execution execution();

  /** When it happened, by the participant's clock; for display, never for ordering. */
  Instant at();

  /** Whether it tells how an execution ended. */
  default boolean ends() {
    return true;
  }

  /** The command arrived and its step begins; a look that ends at once tells only how it ended. */
  record StepStarted(Execution execution, Instant at) implements Event {
    @Override
    public boolean ends() {
      return false;
    }
  }

  /**
   * The step goes on, and takes longer than its limit: the limit counts anew from here.
   *
   * @param summary how far it is, in one line for people
   * @param ended whether this attempt has made way: the next one goes on, unless a person has said
   *     otherwise, and it counts as no try
   */
  record StepProgressed(Execution execution, Instant at, String summary, boolean ended)
      implements Event {
    @Override
    public boolean ends() {
      return ended;
    }
  }

  /**
   * The node is as the action wants it. In mode plan: the node was looked at.
   *
   * @param changed whether something was changed (in mode plan: would be)
   * @param summary one line for people
   * @param changes what was changed, or would be
   * @param findings what people should know
   * @param facts what later steps may need; never secrets
   * @param took how long the execution took
   * @param digest SHA-256 in hex of the step's plan: of what was seen and what was to be done;
   *     empty in mode undo and from older senders
   * @param seen what the plan rests on
   * @param ran what ran on nodes, as far as it is kept
   */
  record StepSucceeded(
      Execution execution,
      Instant at,
      boolean changed,
      String summary,
      List<Change> changes,
      List<Finding> findings,
      Map<String, String> facts,
      Duration took,
      Optional<String> digest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Seen> seen,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ran> ran)
      implements Event {
    /** An older sender tells nothing of the plan, nor of what ran. */
    public StepSucceeded {
      digest = digest == null ? Optional.empty() : digest;
      seen = seen == null ? List.of() : seen;
      ran = ran == null ? List.of() : ran;
    }

    /** One of which nothing is known that ran. */
    public StepSucceeded(
        Execution execution,
        Instant at,
        boolean changed,
        String summary,
        List<Change> changes,
        List<Finding> findings,
        Map<String, String> facts,
        Duration took,
        Optional<String> digest,
        List<Seen> seen) {
      this(
          execution, at, changed, summary, changes, findings, facts, took, digest, seen, List.of());
    }
  }

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
   * @param digest SHA-256 in hex of the step's plan; empty when it failed before it had one
   * @param seen what the plan rests on
   * @param ran what ran on nodes, as far as it is kept
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
      Duration took,
      Optional<String> digest,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Seen> seen,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ran> ran)
      implements Event {
    /** An older sender tells nothing of the plan, nor of what ran. */
    public StepFailed {
      digest = digest == null ? Optional.empty() : digest;
      seen = seen == null ? List.of() : seen;
      ran = ran == null ? List.of() : ran;
    }

    /** One of which nothing is known that ran. */
    public StepFailed(
        Execution execution,
        Instant at,
        ErrorCode code,
        boolean retryable,
        String message,
        String next,
        List<Finding> findings,
        List<Change> changes,
        Duration took,
        Optional<String> digest,
        List<Seen> seen) {
      this(
          execution, at, code, retryable, message, next, findings, changes, took, digest, seen,
          List.of());
    }
  }

  /**
   * The participant can't tell how the step ended; the orchestrator sends it again.
   *
   * @param reason why it can't tell
   * @param took how long the execution took
   * @param ran what ran on nodes, as far as it is kept
   */
  record StepUnknown(
      Execution execution,
      Instant at,
      String reason,
      Duration took,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Ran> ran)
      implements Event {
    /** An older sender tells nothing of what ran. */
    public StepUnknown {
      ran = ran == null ? List.of() : ran;
    }

    /** One of which nothing is known that ran. */
    public StepUnknown(Execution execution, Instant at, String reason, Duration took) {
      this(execution, at, reason, took, List.of());
    }
  }
}
