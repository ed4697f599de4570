package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.node.Secret;
import java.util.Map;
import java.util.TreeMap;

/**
 * A cephx user as it is.
 *
 * @param caps its caps by subsystem
 * @param fingerprint of its key
 */
record CephxUser(Map<String, String> caps, String fingerprint) {

  /** Reads the answer to {@code auth get}; its key goes no further than this. */
  static CephxUser read(JsonNode answer) {
    JsonNode user = answer.path(0);
    Map<String, String> caps = new TreeMap<>();
    user.path("caps").properties().forEach(cap -> caps.put(cap.getKey(), cap.getValue().asText()));
    return new CephxUser(caps, Secret.of(user.path("key").asText()).fingerprint());
  }
}
