package io.mooring.orchestrator.document;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Turns the nodes of a checked tree into records; each says all that is needed to reach it. */
final class NodeBinding {
  private final JsonNode root;
  private final JumpHosts jumps;

  NodeBinding(JsonNode root) {
    this.root = root;
    this.jumps = new JumpHosts(root);
  }

  List<IntegrationDocument.Node> nodes() {
    List<IntegrationDocument.Node> nodes = new ArrayList<>();
    root.path("nodes")
        .properties()
        .forEach(
            node ->
                nodes.add(
                    new IntegrationDocument.Node(
                        address(node.getKey()),
                        roles(node.getValue()),
                        DocumentBinding.api(node.getValue().path("api")))));
    return List.copyOf(nodes);
  }

  private NodeAddress address(String name) {
    JsonNode node = root.path("nodes").path(name);
    return new NodeAddress(
        new NodeName(name),
        node.path("address").textValue(),
        ssh(node, "port").intValue(),
        new AccountName(ssh(node, "user").textValue()),
        new CredentialName(ssh(node, "credential").textValue()),
        jumps.of(name).map(this::address).orElse(null),
        ssh(node, "allowSha1").booleanValue());
  }

  private JsonNode ssh(JsonNode node, String field) {
    JsonNode own = node.path("ssh").path(field);
    return own.isMissingNode() ? root.path("ssh").path(field) : own;
  }

  private static Set<Role> roles(JsonNode node) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    node.path("roles")
        .forEach(role -> roles.add(DocumentBinding.constant(Role.class, role.textValue())));
    return Collections.unmodifiableSet(roles);
  }
}
