/**
 * What every participant needs, so that a service is little more than its steps.
 *
 * <p>A command comes from Kafka ({@code messaging}), its step is found and carried out on the node
 * ({@code run}), and the outcome goes back as an event. A service sees {@code step} alone, except
 * for its door to {@code messaging}. A participant keeps no state of its own.
 */
package io.mooring.participant;
