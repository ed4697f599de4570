package io.mooring.cli.runbook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What a runbook has to know of a site beyond its steps, with the defaults of the document. */
final class Site {
  private final JsonNode document;

  /** Of the document as the API tells it. */
  Site(JsonNode document) {
    this.document = document;
  }

  /** How each node is reached: {@code [name]=user@address}, as elements of an array of bash. */
  List<String> targets() {
    List<String> targets = new ArrayList<>();
    document
        .path("nodes")
        .properties()
        .forEach(
            node -> {
              JsonNode ssh = node.getValue().path("ssh");
              String user = text(ssh, "user").orElse(text("ssh", "user").orElse("root"));
              String address = text(node.getValue(), "address").orElse(node.getKey());
              targets.add(
                  "[" + Shell.word(node.getKey()) + "]=" + Shell.word(user + "@" + address));
            });
    return targets;
  }

  /** The first node on which {@code ceph} runs with admin rights. */
  String admin() {
    return document.path("nodes").properties().stream()
        .filter(node -> has(node.getValue(), "ceph-admin"))
        .map(java.util.Map.Entry::getKey)
        .findFirst()
        .orElse("CEPH_ADMIN_NODE");
  }

  /** What stands before a command of Ceph. */
  String ceph(String... words) {
    boolean contained = text("ceph", "run").orElse("host").equals("cephadm");
    return "on "
        + Shell.word(admin())
        + (contained ? " cephadm shell -- " : " ")
        + Shell.command(words);
  }

  /** What the document says in a field of a pool. */
  Optional<String> ofPool(String pool, String field) {
    return StreamSupport.stream(document.at("/ceph/pools").spliterator(), false)
        .flatMap(wanted -> Stream.of(wanted, wanted.path("dataPool")))
        .filter(wanted -> text(wanted, "name").equals(Optional.of(pool)))
        .flatMap(wanted -> text(wanted, field).stream())
        .findFirst();
  }

  /**
   * Whose the keyring of a cephx user is on a node, as {@code chown} takes it. Where volumes and
   * computes are on one node, cinder owns it, and nova reads it by the group unless it has its own.
   */
  String owner(String client, String node) {
    if (client.equals(text("ceph", "users", "glance").orElse("glance"))) {
      String glance = text("glance", "serviceUser").orElse("glance");
      return glance + ":" + glance;
    }
    JsonNode wanted = document.path("nodes").path(node);
    String cinder = text("cinder", "serviceUser").orElse("cinder");
    String nova = text("libvirt", "serviceUser").orElse("nova");
    if (novaClient().equals(Optional.of(client))) {
      return "root:" + nova;
    }
    if (client.equals(text("ceph", "users", "cinderBackup").orElse("cinder-backup"))) {
      return cinder + ":" + cinder;
    }
    boolean volumes =
        Stream.of("volume", "controller", "backup").anyMatch(role -> has(wanted, role));
    boolean novaReads = has(wanted, "compute") && !(volumes && novaClient().isPresent());
    return (volumes ? cinder : "root") + ":" + (novaReads ? nova : cinder);
  }

  /** The cephx user whose key computes have as a libvirt secret. */
  String volumesClient() {
    return text("ceph", "users", "cinder").orElse("cinder");
  }

  /** Nova's own cephx user, whose key computes have as a second secret. */
  Optional<String> novaClient() {
    return text("ceph", "users", "nova");
  }

  /** By what libvirt names the use of a user's secret. */
  String secretUsage(String client) {
    String cluster = text("ceph", "cluster").orElse("ceph");
    String usual =
        cluster.equals("ceph")
            ? "client.%s secret".formatted(client)
            : "client.%s %s secret".formatted(client, cluster);
    return client.equals(volumesClient()) ? text("libvirt", "secretUsage").orElse(usual) : usual;
  }

  private static boolean has(JsonNode node, String role) {
    return StreamSupport.stream(node.path("roles").spliterator(), false)
        .anyMatch(it -> it.asText().equals(role));
  }

  private Optional<String> text(String... path) {
    JsonNode at = document;
    for (int i = 0; i < path.length - 1; i++) {
      at = at.path(path[i]);
    }
    return text(at, path[path.length - 1]);
  }

  private static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }
}
