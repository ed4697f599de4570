package io.mooring.cli.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes a draft as a document: each value with where it came from, and what is unknown as a
 * question.
 */
public final class DraftDocument {
  private static final String BACKUPS = "ceph.pools.backups";

  private DraftDocument() {}

  /** The lines of the document. */
  public static List<String> lines(Draft draft) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "# A draft: read it, answer what is marked with QUESTION, then: mooring plan -f FILE");
    draft.notes().forEach(note -> lines.add("# " + note));
    lines.add("apiVersion: mooring/v1");
    field(lines, draft, "name", "name", "site", "what is this integration to be called?");
    lines.add("");
    lines.add("ssh:");
    field(lines, draft, "  user", "ssh.user", "root", "as whom does Mooring log in?");
    field(
        lines,
        draft,
        "  credential",
        "ssh.credential",
        "site",
        "which private key of the credentials directory is used?");
    lines.add("");
    nodes(lines, draft);
    lines.add("");
    lines.add("ceph:");
    lines.add("  pools:");
    List.of("images", "volumes", "vms")
        .forEach(pool -> pool(lines, draft, "    " + pool, pool, "is this the pool's name?"));
    backups(lines, draft);
    users(lines, draft);
    lines.add("");
    lines.add("openstack:");
    field(
        lines,
        draft,
        "  auth",
        "openstack.auth",
        "keystone",
        "keystone, or none where the APIs ask nobody?");
    if (draft.value("openstack.auth").map(it -> it.value().equals("keystone")).orElse(true)) {
      field(
          lines,
          draft,
          "  credential",
          "openstack.credential",
          "openstack",
          "which NAME.yaml of the credentials directory says how to log in?");
    }
    return lines;
  }

  private static void pool(
      List<String> lines, Draft draft, String key, String pool, String question) {
    field(lines, draft, key, "ceph.pools." + pool, "{name: openstack-" + pool + "}", question);
  }

  /** A pool for backups goes with nodes that make them; one without the other is no document. */
  private static void backups(List<String> lines, Draft draft) {
    if (draft.has("backup")) {
      pool(
          lines,
          draft,
          "    backups",
          "backups",
          "is this the pool's name? If backups are not to go to Ceph, take it away and the role"
              + " backup of every node.");
    } else if (draft.value(BACKUPS).isPresent()) {
      lines.add("    # QUESTION: which nodes run cinder-backup? With their role backup:");
      pool(lines, draft, "    # backups", "backups", "");
    }
  }

  /** What nobody named has names that nobody has to write. */
  private static void users(List<String> lines, Draft draft) {
    List<String> known =
        Stream.of("glance", "cinder", "cinderBackup")
            .filter(user -> draft.value("ceph.users." + user).isPresent())
            .toList();
    if (!known.isEmpty()) {
      lines.add("  users:");
      known.forEach(user -> field(lines, draft, "    " + user, "ceph.users." + user, user, ""));
    }
  }

  private static void nodes(List<String> lines, Draft draft) {
    lines.add("nodes:");
    String from = "";
    for (DraftNode node : draft.nodes()) {
      if (!node.source().equals(from)) {
        from = node.source();
        lines.add("  # " + from);
      }
      String roles = String.join(", ", node.roles());
      lines.add("  %s: {address: %s, roles: [%s]}".formatted(node.name(), node.address(), roles));
    }
    if (!draft.has("ceph-admin")) {
      lines.add("  # QUESTION: on which node does ceph run with admin rights?");
      lines.add("  ceph-admin-node: {address: CEPH-ADMIN-NODE, roles: [ceph-admin]}");
    }
    if (!draft.has("controller") && !draft.has("image")) {
      lines.add("  # QUESTION: which nodes run glance-api and cinder-volume?");
    }
    if (!draft.has("compute")) {
      lines.add("  # QUESTION: which nodes run nova-compute?");
    }
  }

  private static void field(
      List<String> lines, Draft draft, String key, String field, String usual, String question) {
    lines.add(
        draft
            .value(field)
            .map(found -> key + ": " + found.value() + "  # from " + found.source())
            .orElse(key + ": " + usual + "  # QUESTION: " + question));
  }
}
