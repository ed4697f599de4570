package io.mooring.orchestrator.rest;

import java.util.List;

/**
 * A list.
 *
 * @param items what is in it
 */
public record Items<T>(List<T> items) {}
