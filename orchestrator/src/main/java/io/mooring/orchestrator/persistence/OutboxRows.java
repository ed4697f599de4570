package io.mooring.orchestrator.persistence;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.mooring.bus.Encoded;
import io.mooring.bus.MessageJson;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Messages that were decided on in a transaction and are still to be published. */
@ApplicationScoped
public class OutboxRows {
  private final Sql sql;

  OutboxRows(Sql sql) {
    this.sql = sql;
  }

  /**
   * A message to be published.
   *
   * @param topic where it goes
   * @param key what keeps its order
   * @param message what travels
   */
  public record Outgoing(String topic, String key, Encoded message) {}

  /**
   * A message with its place in the outbox.
   *
   * @param position its place
   * @param record what is produced
   */
  public record Pending(long position, ProducerRecord<String, byte[]> record) {}

  void insert(List<Outgoing> messages) {
    sql.batch(
        "insert into outbox (topic, key, headers, body) values (?, ?, ?, ?)",
        messages.stream()
            .map(
                outgoing ->
                    new Object[] {
                      outgoing.topic(),
                      outgoing.key(),
                      RowJson.write(outgoing.message().headers()),
                      outgoing.message().body()
                    })
            .toList());
  }

  /**
   * The oldest messages that are still to be published.
   *
   * @param except messages for these topics are left out
   */
  public List<Pending> oldest(int limit, Collection<String> except) {
    return sql.query(
        """
        select position, topic, key, headers, body from outbox
        where refusal is null and topic <> all(?) order by position limit ?
        """,
        row -> {
          Encoded message = new Encoded(headers(row.getString("headers")), row.getBytes("body"));
          return new Pending(
              row.getLong("position"), message.on(row.getString("topic"), row.getString("key")));
        },
        except.toArray(String[]::new),
        limit);
  }

  /** Forgets messages that the broker has. */
  public void remove(List<Long> positions) {
    sql.update(
        "delete from outbox where position = any(?)", (Object) positions.toArray(Long[]::new));
  }

  /** Parks a message that the broker will never take. */
  public void park(long position, String refusal) {
    sql.update("update outbox set refusal = ? where position = ?", refusal, position);
  }

  /** How many messages wait. */
  public long depth() {
    return count("select count(*) from outbox where refusal is null");
  }

  /** How many messages are parked because the broker will never take them. */
  public long parked() {
    return count("select count(*) from outbox where refusal is not null");
  }

  private long count(String query) {
    return sql.query(query, row -> row.getLong(1)).getFirst();
  }

  private static Map<String, String> headers(String json) {
    try {
      return MessageJson.mapper()
          .readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
    } catch (JsonProcessingException defect) {
      throw new IllegalStateException("the headers of a stored message can't be read", defect);
    }
  }
}
