/** CloudEvents 1.0 in Kafka's binary mode: headers and bytes to messages of the contracts, and back. */
package io.mooring.bus;
