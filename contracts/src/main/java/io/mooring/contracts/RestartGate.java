package io.mooring.contracts;

import java.time.Duration;

/**
 * When a restarted service counts as healthy.
 *
 * @param stabilityWindow for how long the unit must keep its main process after the restart
 * @param timeout how long to wait until the service answers, from the restart on
 */
public record RestartGate(Duration stabilityWindow, Duration timeout) {}
