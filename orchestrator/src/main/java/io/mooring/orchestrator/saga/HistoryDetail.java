package io.mooring.orchestrator.saga;

import io.mooring.contracts.Event;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Further details of an entry of the history. */
public sealed interface HistoryDetail {

  /** Nothing else. */
  record None() implements HistoryDetail {}

  /**
   * The saga began.
   *
   * @param why the reason of who asked for it; may be empty
   */
  record Begun(String why) implements HistoryDetail {}

  /**
   * A command was handed to the bus.
   *
   * @param command the command
   * @param epoch its fencing number
   * @param startBy until when a participant must begin it
   */
  record Sent(UUID command, long epoch, Instant startBy) implements HistoryDetail {}

  /**
   * A participant's event.
   *
   * @param event the event
   * @param factsKeptOut facts which contradict what an earlier step had found out
   */
  record Reported(Event event, Map<String, String> factsKeptOut) implements HistoryDetail {}

  /**
   * The step needs a person.
   *
   * @param problem why
   */
  record Problem(StepProblem problem) implements HistoryDetail {}

  /**
   * The step is retried automatically.
   *
   * @param problem why it has to be
   * @param until when
   */
  record Scheduled(StepProblem problem, Instant until) implements HistoryDetail {}

  /**
   * These steps are retried.
   *
   * @param steps which
   * @param why the reason that the person gave; may be empty
   */
  record Retried(List<StepName> steps, String why) implements HistoryDetail {}

  /**
   * A person gave an order.
   *
   * @param order what
   * @param why the reason that the person gave; may be empty
   */
  record Ordered(Order order, String why) implements HistoryDetail {}

  /**
   * A person decided.
   *
   * @param finding key of the finding that was decided
   * @param choice the choice
   * @param why the reason that the person gave; may be empty
   */
  record Decided(String finding, String choice, String why) implements HistoryDetail {}

  /**
   * Where the steps were when the saga came to rest.
   *
   * @param counts how many in which state
   */
  record Rest(StepCounts counts) implements HistoryDetail {}
}
