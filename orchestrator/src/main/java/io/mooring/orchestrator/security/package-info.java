/**
 * Who may ask for what: which hosts and origins a request may come by, how it is authenticated, and
 * which roles there are.
 */
package io.mooring.orchestrator.security;
