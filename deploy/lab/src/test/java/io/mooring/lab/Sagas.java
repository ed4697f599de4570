package io.mooring.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;

/** Sagas of the lab's integration as the REST API tells them. */
final class Sagas {
  private static final String INTEGRATION = "lab";

  private final Api api;

  Sagas(Api api) {
    this.api = api;
  }

  /** The newest saga's id. */
  String newest() {
    return read("/api/v1/integrations/" + INTEGRATION).at("/saga/id").asText();
  }

  JsonNode saga(String id) {
    return read("/api/v1/sagas/" + id);
  }

  String state(String id) {
    return saga(id).path("state").asText();
  }

  List<JsonNode> steps(String id) {
    return items(read("/api/v1/sagas/" + id + "/steps"));
  }

  /** A step by its full name; the test fails when there is none. */
  JsonNode step(String id, String name) {
    return steps(id).stream()
        .filter(step -> step.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No step " + name + " in saga " + id));
  }

  /** The whole history of a saga. */
  List<JsonNode> history(String id) {
    List<JsonNode> entries = new java.util.ArrayList<>();
    long after = 0;
    while (true) {
      JsonNode page = read("/api/v1/sagas/" + id + "/events?after=" + after);
      if (page.path("items").isEmpty()) {
        return entries;
      }
      entries.addAll(items(page));
      after = page.path("next").asLong();
    }
  }

  /** How many of a hundred steps are done. */
  int percentDone(String id) {
    JsonNode saga = saga(id);
    return 100 * saga.at("/counts/succeeded").asInt() / saga.path("total").asInt();
  }

  /** A step in one line, for messages. */
  static String line(JsonNode step) {
    return "%s: %s, attempt %d, %s %s"
        .formatted(
            step.path("name").asText(),
            step.path("state").asText(),
            step.path("attempt").asInt(),
            step.path("summary").asText(),
            step.path("error").toString());
  }

  static List<JsonNode> items(JsonNode page) {
    return StreamSupport.stream(page.path("items").spliterator(), false).toList();
  }

  private JsonNode read(String path) {
    return api.asJson().read(path);
  }
}
