/** The orchestrator's side of the bus: topics, the outbox relay, step events, dead letters. */
package io.mooring.orchestrator.messaging;
