/**
 * The orchestrator's side of the bus: topics, the loop that writes, commands, the public stream,
 * dead letters.
 */
package io.mooring.orchestrator.messaging;
