/**
 * The messages of the contracts on Kafka: CloudEvents 1.0 in binary mode.
 *
 * <p>Attributes are headers, the record's value is the JSON of the data alone. {@link
 * io.mooring.bus.MessageCodec} turns records into messages and back; what it can't read is a value
 * ({@link io.mooring.bus.Decoding.Undecodable}), never an exception, so that no record can stop a
 * partition.
 */
package io.mooring.bus;
