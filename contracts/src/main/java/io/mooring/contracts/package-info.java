/** The language of the bus: what the orchestrator asks of a participant and what a participant says happened. */
package io.mooring.contracts;
