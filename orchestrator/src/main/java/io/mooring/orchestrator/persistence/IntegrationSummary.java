package io.mooring.orchestrator.persistence;

import java.time.Instant;

/**
 * An integration without its document.
 *
 * @param name its name
 * @param generation rises with each change of the document
 * @param createdAt when it was first submitted
 * @param updatedAt when its document last changed
 */
public record IntegrationSummary(
    String name, int generation, Instant createdAt, Instant updatedAt) {}
