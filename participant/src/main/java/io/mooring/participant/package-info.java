/**
 * What every participant needs, so that a service is little more than its steps.
 *
 * <p>A command comes from Kafka, {@link io.mooring.participant.StepRunner} finds the {@link
 * io.mooring.participant.Step} for its action, runs inspect, plan and apply on the node, and the
 * outcome goes back as an event. A participant keeps no state of its own.
 */
package io.mooring.participant;
