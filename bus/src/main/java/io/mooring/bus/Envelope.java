package io.mooring.bus;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * The CloudEvents attributes of a message.
 *
 * @param id identity of the message, made once
 * @param source the service that sent it: {@code /ceph-service}
 * @param type what the data is: {@code io.mooring.event.step-failed.v1}
 * @param subject what it is about: the name of a step
 * @param time when it was made, for display, never for ordering
 * @param correlation the saga
 * @param causation the command that led to it
 * @param traceparent W3C trace context, where the sender was traced
 */
public record Envelope(
    UUID id,
    String source,
    String type,
    Optional<String> subject,
    Instant time,
    UUID correlation,
    Optional<UUID> causation,
    Optional<String> traceparent) {

  /** The attributes as headers of a Kafka record. */
  Map<String, String> headers() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put(HeaderNames.SPECIFICATION, HeaderNames.SPECIFICATION_VERSION);
    headers.put(HeaderNames.ID, id.toString());
    headers.put(HeaderNames.SOURCE, source);
    headers.put(HeaderNames.TYPE, type);
    subject.ifPresent(name -> headers.put(HeaderNames.SUBJECT, name));
    headers.put(HeaderNames.TIME, IsoInstant.format(time));
    headers.put(HeaderNames.CONTENT_TYPE, HeaderNames.JSON);
    headers.put(HeaderNames.CORRELATION, correlation.toString());
    causation.ifPresent(command -> headers.put(HeaderNames.CAUSATION, command.toString()));
    traceparent.ifPresent(parent -> headers.put(HeaderNames.TRACE_PARENT, parent));
    return headers;
  }
}
