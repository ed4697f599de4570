/**
 * Rows and how they are read and written.
 *
 * <p>Integrations and sagas as wholes are Panache entities. What every event touches (steps, node
 * slots, timers, history, outbox) goes through plain batched SQL on the same transaction, because
 * there the number of round trips decides how many events a second can be taken.
 */
package io.mooring.orchestrator.persistence;
