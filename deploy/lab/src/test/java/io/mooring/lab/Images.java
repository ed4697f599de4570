package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;

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

  void delete(String id) {
    assertThat(api.delete("/v2/images/" + id).status()).isEqualTo(NO_CONTENT);
  }
}
