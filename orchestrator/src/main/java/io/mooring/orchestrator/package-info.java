/** The orchestrator: REST API, planner, saga engine, persistence and event stream. */
package io.mooring.orchestrator;
