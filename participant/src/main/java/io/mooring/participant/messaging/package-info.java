/** Takes commands from Kafka and sends events back. The only user of Kafka on this side. */
package io.mooring.participant.messaging;
