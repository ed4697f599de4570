/**
 * Carries out one command on its node: inspect, plan, apply, and the event that tells the outcome.
 */
package io.mooring.participant.run;
