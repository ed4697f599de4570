package io.mooring.node;

import io.mooring.contracts.IntegrationName;
import java.time.Duration;

/**
 * What keeps a late command from undoing newer work.
 *
 * @param integration whose epoch is compared, and whose directory on the node holds the backups
 * @param epoch the command's epoch; the node refuses it when it has seen a higher one
 * @param lockWait how long to wait for the node's lock
 */
public record Fence(IntegrationName integration, long epoch, Duration lockWait) {}
