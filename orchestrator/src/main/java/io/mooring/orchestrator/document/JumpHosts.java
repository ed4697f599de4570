package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Which node is reached through which other one. */
final class JumpHosts {
  private final JsonNode document;

  JumpHosts(JsonNode document) {
    this.document = document;
  }

  /** The jump host of a node, or empty when it is reached directly. */
  Optional<String> of(String node) {
    JsonNode own = document.path("nodes").path(node).path("ssh").path("jump");
    if (own.isTextual()) {
      return Optional.of(own.textValue());
    }
    JsonNode common = document.path("ssh").path("jump");
    return common.isTextual() && !common.textValue().equals(node)
        ? Optional.of(common.textValue())
        : Optional.empty();
  }

  /** How many jump hosts are on the way to the node, or empty when the way goes in a circle. */
  OptionalInt hops(String node) {
    Set<String> seen = new HashSet<>();
    Optional<String> hop = Optional.of(node);
    while (hop.isPresent()) {
      if (!seen.add(hop.get())) {
        return OptionalInt.empty();
      }
      hop = of(hop.get());
    }
    return OptionalInt.of(seen.size() - 1);
  }
}
