/** Tests of what the API says. */
package io.mooring.orchestrator.rest;
