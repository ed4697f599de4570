package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Glance's images (Image API v2), as far as the acceptance tests need them. */
public final class Images {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String IMAGES = "/v2/images";
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
