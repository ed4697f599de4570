package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** How the nodes of a document belong together: roles, addresses and jump hosts. */
final class NodeChecks {
  private static final int MOST_HOPS = 4;

  private final JsonNode document;
  private final List<Violation> violations = new ArrayList<>();

  private NodeChecks(JsonNode document) {
    this.document = document;
  }

  static List<Violation> violations(JsonNode document) {
    NodeChecks checks = new NodeChecks(document);
    checks.jumpHosts();
    checks.addresses();
    checks.idleNodes();
    return checks.violations;
  }

  /** A violation if the document has no node of that name. */
  static Optional<Violation> unknownNode(JsonNode document, String pointer, String name) {
    Set<String> names = names(document);
    if (names.contains(name)) {
      return Optional.empty();
    }
    String right = Nearest.to(name, names).map(near -> " Did you mean " + near + "?").orElse("");
    return Optional.of(
        new Violation(
            pointer,
            "unknown-node",
            Pointers.dotted(pointer) + " names a node that is not under nodes." + right));
  }

  /** The roles of a node. */
  static Set<String> roles(JsonNode node) {
    Set<String> roles = new HashSet<>();
    node.path("roles").forEach(role -> roles.add(role.asText()));
    return roles;
  }

  private static Set<String> names(JsonNode document) {
    Set<String> names = new LinkedHashSet<>();
    document.path("nodes").fieldNames().forEachRemaining(names::add);
    return names;
  }

  private void jumpHosts() {
    String common = document.at("/ssh/jump").asText();
    if (!common.isEmpty()) {
      unknownNode(document, "/ssh/jump", common).ifPresent(violations::add);
    }
    JumpHosts jumps = new JumpHosts(document);
    for (String name : names(document)) {
      String pointer = Pointers.append("/nodes", name) + "/ssh/jump";
      String own = document.at(pointer).asText();
      if (!own.isEmpty()) {
        unknownNode(document, pointer, own).ifPresent(violations::add);
      }
      OptionalInt hops = jumps.hops(name);
      if (hops.isEmpty()) {
        violation(
            pointer,
            "jump-circle",
            name + " can't be reached: its jump hosts lead back to each other.");
      } else if (hops.getAsInt() > MOST_HOPS) {
        violation(
            pointer,
            "too-many-jumps",
            "%s is behind %d jump hosts; at most %d are gone through."
                .formatted(name, hops.getAsInt(), MOST_HOPS));
      }
    }
  }

  private void addresses() {
    JumpHosts jumps = new JumpHosts(document);
    Map<String, String> seen = new HashMap<>();
    for (String name : names(document)) {
      JsonNode node = document.path("nodes").path(name);
      String address = node.path("address").asText().toLowerCase(Locale.ROOT);
      String port = node.at("/ssh/port").asText(document.at("/ssh/port").asText());
      // The same private address may be another machine behind another jump host.
      String place = address + " " + port + " " + jumps.of(name).orElse("");
      String former = address.isEmpty() ? null : seen.putIfAbsent(place, name);
      if (former != null) {
        violation(
            Pointers.append("/nodes", name) + "/address",
            "same-address",
            name + " has the address of " + former + "; one machine is one node.");
      }
    }
  }

  private void idleNodes() {
    JumpHosts jumps = new JumpHosts(document);
    Set<String> used = new HashSet<>();
    names(document).forEach(name -> jumps.of(name).ifPresent(used::add));
    // Who only answers for an API need not run anything that is changed.
    used.add(document.at("/cinder/apiNode").asText());
    used.add(document.at("/nova/apiNode").asText());
    for (String name : names(document)) {
      JsonNode node = document.path("nodes").path(name);
      if (roles(node).isEmpty() && !used.contains(name)) {
        violation(
            Pointers.append("/nodes", name) + "/roles",
            "role-missing",
            name + " has no role and is no jump host; what is it for?");
      }
    }
  }

  private void violation(String pointer, String code, String message) {
    violations.add(new Violation(pointer, code, message));
  }
}
