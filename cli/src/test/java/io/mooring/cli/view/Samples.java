package io.mooring.cli.view;

import io.mooring.cli.api.Json;
import io.mooring.cli.api.Snapshot;
import java.time.Instant;
import java.util.List;

/** Answers of the API, written by hand. */
final class Samples {
  static final Instant BEGUN = Instant.parse("2026-03-01T10:00:00Z");
  static final Instant NOW = BEGUN.plusSeconds(75);

  private Samples() {}

  static Snapshot saga(String state, String... steps) {
    String end = state.equals("running") ? "null" : "\"2026-03-01T10:00:42.300Z\"";
    return Snapshot.from(
        Json.parse(
            """
            {"id":"s-7","number":7,"integration":"site","generation":2,"kind":"apply",
             "state":"%s","createdAt":"%s","endedAt":%s,"total":%d}
            """
                .formatted(state, BEGUN, end, steps.length)),
        Json.parse("{\"items\":" + List.of(steps) + "}"));
  }

  static String changed(String name) {
    return step(name, "succeeded", "\"changed\":true,\"summary\":\"done well\"");
  }

  static String unchanged(String name) {
    return step(name, "succeeded", "\"changed\":false");
  }

  static String waiting(String name) {
    return step(name, "waiting", "\"changed\":false");
  }

  static String running(String name) {
    return step(name, "running", "\"attempt\":2,\"startedAt\":\"2026-03-01T10:01:10Z\"");
  }

  static String backingOff(String name) {
    return step(
        name, "backing-off", "\"retryAt\":\"2026-03-01T10:01:27Z\",\"summary\":\"no connection\"");
  }

  static String failed(String name) {
    return step(
        name,
        "failed",
        """
        "attempt":5,"error":{"code":"NODE_UNREACHABLE","category":"NODE","retryable":true,
        "message":"No connection to port 22 within 10 s.","next":"Is the node up?"}\
        """);
  }

  static String step(String name, String state, String rest) {
    String action = name.split("@")[0].split(":")[0];
    return "{\"name\":\"%s\",\"action\":\"%s\",\"phase\":\"%s\",\"node\":\"%s\",\"state\":\"%s\",%s}"
        .formatted(name, action, action, name.split("@")[1], state, rest);
  }

  static String text(List<Line> lines) {
    return String.join("\n", lines.stream().map(Line::plain).toList()) + "\n";
  }
}
