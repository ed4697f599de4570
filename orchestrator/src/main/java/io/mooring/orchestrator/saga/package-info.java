/**
 * The saga engine: a pure function from the part of a saga that an input touches to what is to be
 * stored, sent, timed and recorded.
 */
package io.mooring.orchestrator.saga;
