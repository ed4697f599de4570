package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The image service of one controller. */
final class Images {
  private static final int CREATED = 201;
  private static final int NO_CONTENT = 204;

  private final Api api;

  /** At that controller's own address. */
  Images(String controller) {
    this(new Api("http://" + Lab.address(controller) + ":9292"));
  }

  private Images(Api api) {
    this.api = api;
  }

  /** Where it does not answer at the node's address. */
  static Images at(String host) {
    return new Images(new Api("http://" + host + ":9292"));
  }

  /** At a controller's own address, as somebody who has a token of Keystone. */
  static Images as(String token, String controller) {
    return new Images(
        new Api("http://" + Lab.address(controller) + ":9292").with("X-Auth-Token", token));
  }

  /** Uploads a raw image; its id. */
  String upload(String name, byte[] content) {
    ObjectNode image = Api.JSON.createObjectNode();
    image.put("name", name).put("disk_format", "raw").put("container_format", "bare");
    String id = api.post("/v2/images", image).with(CREATED).json().path("id").asText();
    api.put("/v2/images/" + id + "/file", content).with(NO_CONTENT);
    return id;
  }

  /** The content of an image. */
  byte[] content(String id) {
    return api.get("/v2/images/" + id + "/file").with(200).bytes();
  }

  /** The ids of all images. */
  String all() {
    return api.get("/v2/images").with(200).body();
  }

  /** The stores that have an image, as glance calls them. */
  List<String> stores(String id) {
    return List.of(api.read("/v2/images/" + id).path("stores").asText().split(","));
  }

  /** How often an import of an image came to an end, by the status of its task. */
  Map<String, Long> imports(String id) {
    return StreamSupport.stream(
            api.read("/v2/images/" + id + "/tasks").path("tasks").spliterator(), false)
        .collect(
            Collectors.groupingBy(task -> task.path("status").asText(), Collectors.counting()));
  }

  /** Takes an image's data out of a store; it stays in another one. */
  void forget(String id, String store) {
    api.delete("/v2/stores/" + store + "/" + id).with(NO_CONTENT);
  }

  void delete(String id) {
    assertThat(api.delete("/v2/images/" + id).status()).isEqualTo(NO_CONTENT);
  }
}
