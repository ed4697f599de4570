package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Cinder's volumes, volume types and services (Block Storage API v3), as far as tests need them.
 */
public final class Volumes {
  /** By what a volume type, and a back end, say that they belong together. */
  public static final String BACKEND = "volume_backend_name";

  private static final ObjectMapper JSON = new ObjectMapper();
  private final Endpoint cinder;
  private final String base;

  /** The volumes of one cinder-api. */
  public Volumes(Endpoint cinder) {
    this.cinder = cinder;
    this.base = "/v3/" + cinder.identity().project();
  }

  /** All services of that name, such as {@code cinder-volume}, with their state. */
  public Answer services(String binary) {
    return cinder.get(base + "/os-services?binary=" + binary);
  }

  /**
   * Creates a volume type that only this back end serves; the answer's JSON has its id.
   *
   * @param description what people read of it
   */
  public Answer createType(String name, String backend, String description) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode type =
        root.putObject("volume_type").put("name", name).put("description", description);
    type.putObject("extra_specs").put(BACKEND, backend);
    return cinder.post(base + "/types", root);
  }

  /** All volume types, also those that not everybody sees. */
  public Answer types() {
    return cinder.get(base + "/types?is_public=None");
  }

  /** Removes a volume type, unless a volume has it. */
  public Answer removeType(String id) {
    return cinder.delete(base + "/types/" + id);
  }

  /** Creates a volume of 1 GiB, empty or from an image; the answer's JSON has its id. */
  public Answer create(String name, String type, Optional<String> image) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode volume =
        root.putObject("volume").put("size", 1).put("name", name).put("volume_type", type);
    image.ifPresent(id -> volume.put("imageRef", id));
    return cinder.post(base + "/volumes", root);
  }

  /** The volume's status; empty once it is gone. */
  public Optional<String> status(String id) {
    Answer answer = cinder.get(base + "/volumes/" + id);
    return answer.status() == 404
        ? Optional.empty()
        : Optional.of(answer.json().at("/volume/status").asText("unknown"));
  }

  /** Asks to remove a volume. */
  public void remove(String id) {
    cinder.delete(base + "/volumes/" + id);
  }

  /** Removes what a test of that name, which was cut short, may have left. */
  public void removeNamed(String name, Patience patience) {
    String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    for (JsonNode volume : cinder.get(base + "/volumes" + query).json().path("volumes")) {
      String id = volume.path("id").asText();
      remove(id);
      awaitGone(id, patience);
    }
    for (JsonNode type : cinder.get(base + "/types").json().path("volume_types")) {
      if (type.path("name").asText().equals(name)) {
        removeType(type.path("id").asText());
      }
    }
  }

  /** Waits until a removed volume is gone, or can't be. */
  public void awaitGone(String id, Patience patience) {
    patience.await(
        () ->
            status(id).filter(status -> !status.startsWith("error")).isEmpty()
                ? Optional.of(true)
                : Optional.empty());
  }
}
