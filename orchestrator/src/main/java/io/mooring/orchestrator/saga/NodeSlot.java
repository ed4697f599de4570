package io.mooring.orchestrator.saga;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import java.util.Optional;

/**
 * Who has a node now: one row for each node of a saga. A node which is free has no ready steps.
 *
 * @param node the node
 * @param busy the step that is dispatched there, if any
 */
public record NodeSlot(NodeName node, Optional<StepName> busy) {}
