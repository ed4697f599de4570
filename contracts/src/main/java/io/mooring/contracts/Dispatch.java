package io.mooring.contracts;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One dispatch of a step to a node.
 *
 * @param command identity of this command, made once by the orchestrator
 * @param integration the integration; also the name of Mooring's directory on the node
 * @param saga the saga that the step belongs to
 * @param step the step
 * @param attempt the how-manieth try, from 1
 * @param epoch fencing number that rises with every dispatch to a node; the node refuses older ones
 * @param mode what to do with the step
 * @param deadline after this instant the orchestrator counts the outcome as unknown and asks again
 * @param node where the step runs
 * @param facts what earlier steps of the saga found out ({@code ceph.fsid}); never secrets
 */
public record Dispatch(
    UUID command,
    IntegrationName integration,
    UUID saga,
    StepName step,
    int attempt,
    long epoch,
    Mode mode,
    Instant deadline,
    NodeAddress node,
    Map<String, String> facts) {}
