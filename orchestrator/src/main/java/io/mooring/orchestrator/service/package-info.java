/** What the orchestrator does, each in one transaction around the pure core. */
package io.mooring.orchestrator.service;
