package io.mooring.orchestrator.planner;

import io.mooring.contracts.StepName;

/**
 * A dependency of one step on another.
 *
 * @param before must have succeeded
 * @param after so that this one may run
 */
public record Edge(StepName before, StepName after) {}
