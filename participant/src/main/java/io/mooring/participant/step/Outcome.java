package io.mooring.participant.step;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.List;
import java.util.Map;

/** The end of an apply or undo. */
public sealed interface Outcome {

  /**
   * It is done.
   *
   * @param summary one line for people
   * @param changes what was really changed
   * @param findings what was noticed while doing it
   * @param facts what later steps of the saga may need; never secrets
   */
  record Succeeded(
      String summary, List<Change> changes, List<Finding> findings, Map<String, String> facts)
      implements Outcome {}

  /**
   * It could not be done, and this is why.
   *
   * @param code what is wrong
   * @param message what happened and where
   * @param next what a person can do; more precise than the code's own advice, or the same
   * @param changes what was changed all the same
   */
  record Failed(ErrorCode code, String message, String next, List<Change> changes)
      implements Outcome {}

  /**
   * Much is done and more is left: the attempt makes way, so that a person can stop the saga, and
   * the next one goes on.
   *
   * @param summary how far it is
   */
  record GoesOn(String summary) implements Outcome {}

  /**
   * Nobody knows how it ended.
   *
   * @param reason why
   */
  record Unknown(String reason) implements Outcome {}

  /** Done exactly what was planned. */
  static Outcome asPlanned(Plan plan) {
    return new Succeeded(plan.summary(), plan.changes(), plan.findings(), plan.facts());
  }

  /** Failed with the code's own advice and nothing changed. */
  static Outcome failed(ErrorCode code, String message) {
    return new Failed(code, message, code.next(), List.of());
  }
}
