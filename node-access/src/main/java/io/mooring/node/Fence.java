package io.mooring.node;

import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.util.UUID;

/**
 * What keeps a late command from undoing newer work.
 *
 * @param integration whose epoch is compared, and whose directory on the node holds the backups
 * @param saga the saga whose writes count as ours; the node's journal names it with every write
 * @param step the step, for the node's journal
 * @param epoch the command's epoch; the node refuses it when it has seen a higher one
 * @param lockWait how long to wait for the node's lock
 * @param everySaga whether the writes of all sagas of the integration count as ours, not only those
 *     of this one
 */
public record Fence(
    IntegrationName integration,
    UUID saga,
    StepName step,
    long epoch,
    Duration lockWait,
    boolean everySaga) {}
