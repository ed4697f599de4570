package io.mooring.bus;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A message as it travels.
 *
 * @param headers CloudEvents attributes and more, in the order in which they are sent
 * @param body JSON of the data
 */
public record Encoded(Map<String, String> headers, byte[] body) {

  /**
   * The record to produce.
   *
   * @param topic where it goes
   * @param key what keeps its order: a node's name for commands, a saga's id for events
   */
  public ProducerRecord<String, byte[]> on(String topic, String key) {
    ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, body);
    headers.forEach(
        (name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
    return record;
  }
}
