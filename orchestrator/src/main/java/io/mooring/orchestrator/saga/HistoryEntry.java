package io.mooring.orchestrator.saga;

import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One thing that happened to a saga. The saga, its integration and the sequence number are added
 * where it is stored.
 *
 * @param type what happened
 * @param at when, by the orchestrator's clock
 * @param step the step it happened to, if to one
 * @param attempt the attempt of that step
 * @param actor who made it happen: a person's name, a participant's label, or {@code orchestrator}
 * @param summary one line for people
 * @param detail what else is known
 */
public record HistoryEntry(
    HistoryType type,
    Instant at,
    Optional<StepName> step,
    OptionalInt attempt,
    String actor,
    String summary,
    HistoryDetail detail) {
  /** The actor where nobody asked for it: the engine. */
  public static final String ORCHESTRATOR = "orchestrator";
}
