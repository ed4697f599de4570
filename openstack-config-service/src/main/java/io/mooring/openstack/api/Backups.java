package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Cinder's backups of volumes (Block Storage API v3), as far as tests need them. */
public final class Backups {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int GONE = 404;
  private final Endpoint cinder;
  private final String base;

  /** The backups of one cinder-api. */
  public Backups(Endpoint cinder) {
    this.cinder = cinder;
    this.base = "/v3/" + cinder.identity().project() + "/backups";
  }

  /**
   * A backup as it is now.
   *
   * @param status its status, such as {@code available}
   * @param reason why it failed, if it did
   */
  public record State(String status, String reason) {
    /** Whether it is made, or can't be. */
    public boolean isSettled() {
      return status.equals("available") || status.startsWith("error");
    }
  }

  /** Begins a backup of a volume that nobody uses; the answer's JSON has its id. */
  public Answer create(String name, String volume) {
    ObjectNode root = JSON.createObjectNode();
    root.putObject("backup").put("name", name).put("volume_id", volume);
    return cinder.post(base, root);
  }

  /** How it is; empty once it is gone. */
  public Optional<State> state(String id) {
    Answer answer = cinder.get(base + "/" + id);
    JsonNode backup = answer.json().path("backup");
    return answer.status() == GONE
        ? Optional.empty()
        : Optional.of(
            new State(
                backup.path("status").asText("unknown"), backup.path("fail_reason").asText("")));
  }

  /** Removes a backup and waits until it is gone, or can't be. */
  public void remove(String id, Patience patience) {
    cinder.delete(base + "/" + id);
    patience.await(
        () ->
            state(id).filter(state -> !state.status().startsWith("error")).isEmpty()
                ? Optional.of(true)
                : Optional.empty());
  }

  /** Removes what a test of that name, which was cut short, may have left. */
  public void removeNamed(String name, Patience patience) {
    String query = "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
    for (JsonNode backup : cinder.get(base + query).json().path("backups")) {
      if (backup.path("name").asText().equals(name)) {
        remove(backup.path("id").asText(), patience);
      }
    }
  }
}
