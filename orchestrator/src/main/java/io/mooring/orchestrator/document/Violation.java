package io.mooring.orchestrator.document;

/**
 * Something in a document that cannot be.
 *
 * @param pointer where, as a JSON pointer; empty for the whole document
 * @param code a stable word for the kind of mistake: {@code unknown-field}
 * @param message what is wrong and what would be right
 */
public record Violation(String pointer, String code, String message) {}
