package io.mooring.cli.api;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads a saga's history as it grows, over one connection after another. */
final class EventTail {
  private final ApiClient api;
  private final String saga;
  private long lastSeen;

  EventTail(ApiClient api, String saga, long after) {
    this.api = api;
    this.saga = saga;
    this.lastSeen = after;
  }

  /**
   * Connects and reads until the connection ends.
   *
   * @param connected is run as soon as the server answers
   * @param audience gets each entry once, in order
   * @return true when the server said that the saga is at rest; false when the connection was cut
   */
  boolean read(Runnable connected, Consumer<HistoryEntry> audience) {
    try (InputStream stream = api.events(saga, lastSeen);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      connected.run();
      return consume(lines, audience);
    } catch (IOException e) {
      return false;
    }
  }

  private boolean consume(BufferedReader lines, Consumer<HistoryEntry> audience)
      throws IOException {
    EventStreamParser parser = new EventStreamParser();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Optional<ServerSentEvent> event = parser.line(line);
      if (event.isPresent()) {
        if (event.get().type().equals("end")) {
          return true;
        }
        entry(event.get()).ifPresent(audience);
      }
    }
    return false;
  }

  private Optional<HistoryEntry> entry(ServerSentEvent event) {
    try {
      HistoryEntry entry = HistoryEntry.from(Json.parse(event.data()));
      if (entry.sequence() <= lastSeen) {
        return Optional.empty();
      }
      lastSeen = entry.sequence();
      return Optional.of(entry);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
