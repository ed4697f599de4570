/** What the orchestrator counts and measures. */
package io.mooring.orchestrator.metrics;
