/** From an integration document to the graph of steps; pure. */
package io.mooring.orchestrator.planner;
