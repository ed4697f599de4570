package io.mooring.lab;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** The block storage service of the lab. */
final class Volumes {
  private static final String PROJECT = "0123456789abcdef0123456789abcdef";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private final Api api =
      new Api(
          "http://" + Lab.address(Lab.CONTROLLERS.getFirst()) + ":8776/v3/" + PROJECT,
          Map.of("X-Auth-Token", "admin:" + PROJECT));

  /** Makes a volume of one GiB and waits until it can be used; its id. */
  String create(String name) {
    return create(Api.JSON.createObjectNode().put("name", name));
  }

  /** Makes a volume of a type. */
  String create(String name, String type) {
    return create(Api.JSON.createObjectNode().put("name", name).put("volume_type", type));
  }

  /** The back end that each volume type leads to, by the type's name; empty: to any. */
  Map<String, String> types() {
    Map<String, String> types = new TreeMap<>();
    api.get("/types?is_public=None")
        .with(200)
        .json()
        .path("volume_types")
        .forEach(
            type ->
                types.put(
                    type.path("name").asText(),
                    type.at("/extra_specs/volume_backend_name").asText()));
    return types;
  }

  /** Makes a volume with the content of an image. */
  String createFromImage(String name, String image) {
    return create(Api.JSON.createObjectNode().put("name", name).put("imageRef", image));
  }

  /** Makes a type whose volumes only one back end may hold. */
  void makeType(String name, String backend) {
    ObjectNode type = Api.JSON.createObjectNode();
    type.putObject("volume_type")
        .put("name", name)
        .putObject("extra_specs")
        .put("volume_backend_name", backend);
    api.post("/types", type).with(OK);
  }

  /** The hosts whose cinder-volume is up, each as {@code NODE@BACKEND}. */
  List<String> hostsThatAreUp() {
    JsonNode services = api.get("/os-services?binary=cinder-volume").with(200).json();
    return StreamSupport.stream(services.path("services").spliterator(), false)
        .filter(service -> service.path("state").asText().equals("up"))
        .map(service -> service.path("host").asText())
        .toList();
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
