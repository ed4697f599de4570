package io.mooring.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Every answer that the product's REST API gives. */
final class ApiPlaces {
  private final Api api;
  private final List<Place> places = new ArrayList<>();

  ApiPlaces(Api api) {
    this.api = api.asJson();
  }

  /** The answers to every GET that leads on from the list of integrations. */
  List<Place> answers() {
    places.clear();
    keep("/q/openapi");
    keep("/q/health");
    keep("/q/metrics");
    for (JsonNode integration : Sagas.items(read("/api/v1/integrations"))) {
      String path = "/api/v1/integrations/" + integration.path("name").asText();
      read(path);
      keep(path + "/history").with(200);
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
    return keep(path).with(200).json();
  }

  private Api.Answer keep(String path) {
    Api.Answer answer = api.get(path);
    places.add(new Place("GET " + path, answer.bytes()));
    return answer;
  }
}
