/**
 * Rows and how they are read and written.
 *
 * <p>Integrations and sagas as wholes are Panache entities, for reading. What the engine writes
 * goes through {@link io.mooring.orchestrator.persistence.WriterSession}, in one statement for all
 * sagas, because the number of transactions decides how many events a second can be taken.
 */
package io.mooring.orchestrator.persistence;
