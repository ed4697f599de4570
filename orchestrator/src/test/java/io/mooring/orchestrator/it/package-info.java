/** The orchestrator as a whole, against a real broker and a real database. */
package io.mooring.orchestrator.it;
