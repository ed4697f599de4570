package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Glance's images (Image API v2), as far as the acceptance tests need them. */
public final class Images {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMAGES = "/v2/images";
  private static final int PAGE = 200;
  private static final int MOST_PAGES = 10_000;

  /** Old releases refuse filters that they don't know; then there are no such images either. */
  private static final int UNKNOWN_FILTER = 400;

  /** A list leaves out community and hidden images unless it is asked for them. */
  private static final List<String> LISTS =
      List.of(
          "", "&visibility=community", "&os_hidden=true", "&os_hidden=true&visibility=community");

  private final Endpoint glance;

  /** The images of one glance-api. */
  public Images(Endpoint glance) {
    this.glance = glance;
  }

  /** Removes images of that exact name, which a test that was cut short may have left. */
  public void removeNamed(String name) {
    String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    for (JsonNode image : glance.get(IMAGES + query).json().path("images")) {
      remove(image.path("id").asText());
    }
  }

  /**
   * Visits every image that glance lists for an administrator: of all projects, community and
   * hidden ones too. An image may come twice.
   *
   * @return the answer of a glance that did not list them all; empty when it did
   */
  public Optional<Answer> forEach(Consumer<JsonNode> visitor) {
    return LISTS.stream().map(list -> pages(list, visitor)).flatMap(Optional::stream).findFirst();
  }

  private Optional<Answer> pages(String list, Consumer<JsonNode> visitor) {
    String next = IMAGES + "?limit=" + PAGE + list;
    for (int page = 0; page < MOST_PAGES && next.startsWith("/"); page++) {
      Answer answer = glance.get(next);
      JsonNode images = answer.json().path("images");
      if (answer.status() == UNKNOWN_FILTER && !list.isEmpty()) {
        return Optional.empty();
      }
      if (!answer.succeeded() || !images.isArray()) {
        return Optional.of(answer);
      }
      images.forEach(visitor);
      if (answer.json().path("next").isMissingNode()) {
        return Optional.empty();
      }
      next = answer.json().path("next").asText();
    }
    return Optional.of(Answer.none("its list of images does not end"));
  }

  /** The places of an image's data, if glance is set up to tell them. */
  public static List<String> urls(JsonNode image) {
    List<String> urls = new ArrayList<>(image.path("locations").findValuesAsText("url"));
    if (image.path("direct_url").isTextual()) {
      urls.add(image.path("direct_url").textValue());
    }
    return urls;
  }

  /** The stores that have an image's data; glance tells them where it has several. */
  public static List<String> stores(JsonNode image) {
    return Stream.of(image.path("stores").asText().split(","))
        .map(String::strip)
        .filter(store -> !store.isEmpty())
        .toList();
  }

  /** One image as glance shows it. */
  public Answer show(String id) {
    return glance.get(IMAGES + "/" + id);
  }

  /**
   * Has glance copy an image's data into one more of its stores, in its own time (Image API,
   * "Import an image", method copy-image). An image that glance is importing already is answered by
   * 409.
   *
   * @param store what glance calls the store
   */
  public Answer copy(String id, String store) {
    ObjectNode body = JSON.createObjectNode();
    body.putObject("method").put("name", "copy-image");
    body.putArray("stores").add(store);
    return glance.post(IMAGES + "/" + id + "/import", body);
  }

  /** What glance says of the last task of an image that failed; empty when it says nothing. */
  public Optional<String> lastWords(String id) {
    String words = "";
    String newest = "";
    for (JsonNode task : glance.get(IMAGES + "/" + id + "/tasks").json().path("tasks")) {
      String time = task.path("updated_at").asText();
      if (task.path("status").asText().equals("failure") && time.compareTo(newest) >= 0) {
        newest = time;
        words = task.path("message").asText("");
      }
    }
    return Optional.of(words.strip()).filter(said -> !said.isEmpty());
  }

  /** Creates a raw image without data; the answer's JSON has its id. */
  public Answer create(String name) {
    return glance.post(
        IMAGES,
        JSON.createObjectNode()
            .put("name", name)
            .put("disk_format", "raw")
            .put("container_format", "bare")
            .put("visibility", "private"));
  }

  /** Uploads the data and sees that the image is active; a problem for people otherwise. */
  public Optional<String> upload(String id, byte[] content) {
    return glance
        .put(IMAGES + "/" + id + "/file", content)
        .problem("uploading an image")
        .or(() -> active(id));
  }

  private Optional<String> active(String id) {
    Answer answer = glance.get(IMAGES + "/" + id);
    String status = answer.json().path("status").asText();
    return answer
        .problem("looking at the uploaded image")
        .or(
            () ->
                status.equals("active")
                    ? Optional.empty()
                    : Optional.of("the uploaded image is " + status + " instead of active"));
  }

  /** Reads the data back and compares; a problem for people if it differs. */
  public Optional<String> compare(String id, byte[] content) {
    Answer answer = glance.get(IMAGES + "/" + id + "/file");
    return answer
        .problem("reading the image back")
        .or(
            () ->
                Arrays.equals(answer.body(), content)
                    ? Optional.empty()
                    : Optional.of("the image that was read back differs from the uploaded one"));
  }

  /** Removes an image; a problem for people if it stays. */
  public Optional<String> remove(String id) {
    Answer answer = glance.delete(IMAGES + "/" + id);
    return answer.status() == 404 ? Optional.empty() : answer.problem("removing the test image");
  }
}
