/** Keeps pages of the reference equal to the code. */
package io.mooring.orchestrator.reference;
