package io.mooring.cli.api;

/**
 * One event of a server-sent stream.
 *
 * @param id what Last-Event-ID resumes after; empty when the server gave none
 * @param type the event's type; {@code message} when the server gave none
 * @param data the event's data, lines joined by newlines
 */
public record ServerSentEvent(String id, String type, String data) {}
