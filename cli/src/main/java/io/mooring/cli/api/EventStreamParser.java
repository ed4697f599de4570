package io.mooring.cli.api;

import java.util.Optional;

/** Puts the lines of a server-sent stream together, by the rules of the HTML standard. */
public final class EventStreamParser {
  private final StringBuilder data = new StringBuilder();
  private String id = "";
  private String type = "";
  private boolean filled;

  /** Takes the next line, without its end; gives an event when the line completes one. */
  public Optional<ServerSentEvent> line(String line) {
    if (line.isEmpty()) {
      return complete();
    }
    int colon = line.indexOf(':');
    if (colon == 0) {
      return Optional.empty();
    }
    String field = colon < 0 ? line : line.substring(0, colon);
    String value = colon < 0 ? "" : line.substring(colon + 1);
    if (value.startsWith(" ")) {
      value = value.substring(1);
    }
    take(field, value);
    return Optional.empty();
  }

  private void take(String field, String value) {
    switch (field) {
      case "id" -> id = value;
      case "event" -> {
        type = value;
        filled = true;
      }
      case "data" -> {
        data.append(data.isEmpty() ? "" : "\n").append(value);
        filled = true;
      }
      default -> {
        // The standard says to ignore fields that one does not know.
      }
    }
  }

  private Optional<ServerSentEvent> complete() {
    if (!filled) {
      return Optional.empty();
    }
    ServerSentEvent event =
        new ServerSentEvent(id, type.isEmpty() ? "message" : type, data.toString());
    data.setLength(0);
    type = "";
    filled = false;
    return Optional.of(event);
  }
}
