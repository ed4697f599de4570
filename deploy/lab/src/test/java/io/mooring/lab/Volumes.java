package io.mooring.lab;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;

/** The block storage service of the lab. */
final class Volumes {
  private static final String PROJECT = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int ACCEPTED = 202;

  private final Api api =
      new Api(
          "http://" + Lab.address(Lab.CONTROLLERS.getFirst()) + ":8776/v3/" + PROJECT,
          Map.of("X-Auth-Token", "admin:" + PROJECT));

  /** Makes a volume of one GiB and waits until it can be used; its id. */
  String create(String name) {
    return create(Api.JSON.createObjectNode().put("name", name));
  }

  /** Makes a volume with the content of an image. */
  String createFromImage(String name, String image) {
    return create(Api.JSON.createObjectNode().put("name", name).put("imageRef", image));
  }

  /** What volumes there are. */
  String all() {
    return api.get("/volumes").with(200).body();
  }

  /** Removes a volume and waits until it is gone. */
  void delete(String id) {
    api.delete("/volumes/" + id).with(ACCEPTED);
    await().atMost(PATIENCE).untilAsserted(() -> api.get("/volumes/" + id).with(404));
  }

  private String create(ObjectNode volume) {
    volume.put("size", 1);
    ObjectNode body = Api.JSON.createObjectNode();
    body.set("volume", volume);
    String id = api.post("/volumes", body).with(ACCEPTED).json().at("/volume/id").asText();
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              Api.Answer answer = api.get("/volumes/" + id).with(200);
              if (!answer.json().at("/volume/status").asText().equals("available")) {
                throw new AssertionError("The volume is not available: " + answer);
              }
            });
    return id;
  }
}
