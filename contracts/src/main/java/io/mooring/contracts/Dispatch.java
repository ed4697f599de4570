package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * One dispatch of a step to a node.
 *
 * @param command identity of this command, made once by the orchestrator
 * @param integration the integration; also the name of Mooring's directory on the node
 * @param saga the saga that the step belongs to
 * @param step the step
 * @param attempt number of the try, from 1
 * @param epoch fencing number that rises with every dispatch to a node; the node refuses older ones
 * @param mode what to do with the step
 * @param startBy after this instant the step must not begin: the orchestrator has given the command
 *     up; far away, since waiting for a turn is free (schedule-to-start)
 * @param limit how long the step may take once it has begun (start-to-close)
 * @param node where the step runs
 * @param facts what earlier steps of the saga found out ({@code ceph.fsid}); never secrets
 * @param undoes in mode undo: the saga whose changes are taken back; empty to go back to what was
 *     before this integration. Empty in the other modes
 * @param expected digest that the step's plan must have; with another one the step stops before it
 *     changes anything. Empty when any plan will do
 * @param decisions what people decided for this integration: a choice's name by its finding's key
 */
public record Dispatch(
    UUID command,
    IntegrationName integration,
    UUID saga,
    StepName step,
    int attempt,
    long epoch,
    Mode mode,
    @JsonAlias("deadline") Instant startBy,
    Duration limit,
    NodeAddress node,
    Map<String, String> facts,
    Optional<UUID> undoes,
    Optional<String> expected,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, String> decisions) {
  /** What a step gets whose sender did not know limits yet. */
  public static final Duration UNTOLD_LIMIT = Duration.ofMinutes(20);

  /** An older sender tells no limit, and nothing of undoing, plans and decisions. */
  public Dispatch {
    limit = limit == null ? UNTOLD_LIMIT : limit;
    undoes = undoes == null ? Optional.empty() : undoes;
    expected = expected == null ? Optional.empty() : expected;
    decisions = decisions == null ? Map.of() : decisions;
  }
}
