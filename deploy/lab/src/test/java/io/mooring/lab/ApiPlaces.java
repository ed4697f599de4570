package io.mooring.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Every answer that the product's REST API gives. */
final class ApiPlaces {
  private final Api api;
  private final Api exporting;
  private final List<Place> places = new ArrayList<>();

  ApiPlaces(Api api) {
    this.api = api.asJson();
    this.exporting = api.with("Accept", "application/jsonl");
  }

  /** The answers to every GET that leads on from the list of integrations. */
  List<Place> answers() {
    places.clear();
    keep(api, "/q/openapi");
    keep(api, "/q/health");
    keep(api, "/q/metrics");
    for (JsonNode integration : Sagas.items(read("/api/v1/integrations"))) {
      String path = "/api/v1/integrations/" + integration.path("name").asText();
      read(path);
      keep(exporting, path + "/history").with(200);
      for (JsonNode saga : Sagas.items(read(path + "/sagas"))) {
        saga("/api/v1/sagas/" + saga.path("id").asText());
      }
    }
    return List.copyOf(places);
  }

  private void saga(String path) {
    read(path);
    for (JsonNode step : Sagas.items(read(path + "/steps"))) {
      String name = step.path("name").asText();
      read(path + "/steps/" + URLEncoder.encode(name, StandardCharsets.UTF_8));
    }
    long after = 0;
    JsonNode page = read(path + "/events?after=0");
    while (!page.path("items").isEmpty()) {
      after = page.path("next").asLong();
      page = read(path + "/events?after=" + after);
    }
  }

  private JsonNode read(String path) {
    return keep(api, path).with(200).json();
  }

  private Api.Answer keep(Api asked, String path) {
    Api.Answer answer = asked.get(path);
    places.add(new Place("GET " + path, answer.bytes()));
    return answer;
  }
}
