package io.mooring.bus;

import io.mooring.bus.Decoding.Reason;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** Reads the CloudEvents attributes of a record; of those with the same name the last counts. */
final class EnvelopeReader {
  private final Map<String, byte[]> headers = new HashMap<>();

  EnvelopeReader(Headers headers) {
    for (Header header : headers) {
      this.headers.put(header.key(), header.value());
    }
  }

  Envelope read() throws UnreadableRecord {
    if (!required(HeaderNames.SPECIFICATION).equals(HeaderNames.SPECIFICATION_VERSION)) {
      throw malformed(HeaderNames.SPECIFICATION);
    }
    return new Envelope(
        identity(HeaderNames.ID, required(HeaderNames.ID)),
        required(HeaderNames.SOURCE),
        required(HeaderNames.TYPE),
        optional(HeaderNames.SUBJECT),
        time(required(HeaderNames.TIME)),
        identity(HeaderNames.CORRELATION, required(HeaderNames.CORRELATION)),
        causation(),
        optional(HeaderNames.TRACE_PARENT));
  }

  private Optional<UUID> causation() throws UnreadableRecord {
    Optional<String> text = optional(HeaderNames.CAUSATION);
    return text.isEmpty()
        ? Optional.empty()
        : Optional.of(identity(HeaderNames.CAUSATION, text.get()));
  }

  private String required(String name) throws UnreadableRecord {
    byte[] value = headers.get(name);
    if (value == null) {
      throw new UnreadableRecord(Reason.NOT_A_CLOUD_EVENT, "header " + name + " is missing");
    }
    return text(value);
  }

  private Optional<String> optional(String name) {
    byte[] value = headers.get(name);
    return value == null ? Optional.empty() : Optional.of(text(value));
  }

  private static String text(byte[] value) {
    return StorableText.of(new String(value, StandardCharsets.UTF_8));
  }

  private static UUID identity(String name, String text) throws UnreadableRecord {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException notAnIdentity) {
      throw malformed(name);
    }
  }

  private static Instant time(String text) throws UnreadableRecord {
    try {
      return IsoInstant.parse(text);
    } catch (DateTimeException notATime) {
      throw malformed(HeaderNames.TIME);
    }
  }

  private static UnreadableRecord malformed(String name) {
    return new UnreadableRecord(Reason.NOT_A_CLOUD_EVENT, "header " + name + " is malformed");
  }
}
