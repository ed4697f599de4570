/** The REST API: resources, what they answer, and problems by RFC 9457. */
package io.mooring.orchestrator.rest;
