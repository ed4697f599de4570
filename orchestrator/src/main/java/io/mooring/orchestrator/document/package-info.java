/** The integration document: what people write, how it is checked, and what it means. */
package io.mooring.orchestrator.document;
