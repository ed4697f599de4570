package io.mooring.bus;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

/** What a dead letter says of itself, beside the headers that the record had. */
public final class DeadLetterHeaders {
  /** All of them begin so. */
  public static final String PREFIX = "mooring-";

  /** Why the record could not be used, as a stable word. */
  public static final String REASON = PREFIX + "reason";

  /** Where in the record; may be empty. */
  public static final String DETAIL = PREFIX + "detail";

  /** The topic that it came from. */
  public static final String TOPIC = PREFIX + "topic";

  /** Its partition there. */
  public static final String PARTITION = PREFIX + "partition";

  /** Its offset there. */
  public static final String OFFSET = PREFIX + "offset";

  /** How many bytes it had, where not all of them are kept. */
  public static final String CUT_FROM = PREFIX + "cut-from";

  private DeadLetterHeaders() {}

  /** Adds why a record is a dead letter, and where it came from. */
  public static void add(
      Headers headers, String reason, String detail, String topic, int partition, long offset) {
    add(headers, REASON, reason);
    add(headers, DETAIL, detail);
    add(headers, TOPIC, topic);
    add(headers, PARTITION, Integer.toString(partition));
    add(headers, OFFSET, Long.toString(offset));
  }

  /** Adds how many bytes the record had. */
  public static void addCutFrom(Headers headers, int bytes) {
    add(headers, CUT_FROM, Integer.toString(bytes));
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
