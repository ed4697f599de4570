package io.mooring.contracts;

/**
 * What the orchestrator asks of a participant: run this action, once, now.
 *
 * @param dispatch for whom, where, which attempt and until when
 * @param action what is to be done
 */
public record Command(Dispatch dispatch, Action action) {}
