package io.mooring.orchestrator.document;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Documents for tests. */
public final class Documents {
  private static final DocumentReader READER = new DocumentReader();
  private static final Path SITE = Path.of("..", "deploy", "lab", "site.yaml");

  private Documents() {}

  /** The lab's own document, as text. */
  public static String site() {
    try {
      return Files.readString(SITE);
    } catch (IOException missing) {
      throw new UncheckedIOException("deploy/lab/site.yaml is the documented example", missing);
    }
  }

  /** The lab's own document. */
  public static IntegrationDocument lab() {
    return valid(site());
  }

  /** The same with cinder-backup beside cinder-volume, and on a node of its own. */
  public static IntegrationDocument labWithBackups() {
    return valid(
        site()
            .replace("10.77.0.11, roles: [controller]", "10.77.0.11, roles: [controller, backup]")
            .replace("nodes:\n", "nodes:\n  backup01: {address: 10.77.0.14, roles: [backup]}\n")
            .replace("  pools:\n", "  pools:\n    backups: {name: openstack-backups}\n"));
  }

  /** A second cluster of the lab's cloud, as text: a back end of cinder beside the first. */
  public static String furtherClusterText() {
    return """
    apiVersion: mooring/v1
    name: east
    ssh: {user: ops, credential: lab}
    openstack: {auth: none, project: abc}
    ceph: {cluster: east, pools: {volumes: {name: openstack-volumes}}}
    nodes:
      east-mon-01: {address: 10.77.0.41, roles: [ceph-admin]}
      openstack-controller01: {address: 10.77.0.11, roles: [volume]}
      openstack-controller02: {address: 10.77.0.12, roles: [volume]}
      openstack-compute01: {address: 10.77.1.1, roles: [compute]}
    """;
  }

  /** A second cluster of the lab's cloud. */
  public static IntegrationDocument furtherCluster() {
    return valid(furtherClusterText());
  }

  /** A document which must be valid. */
  public static IntegrationDocument valid(String text) {
    return switch (READER.read(text.getBytes(UTF_8))) {
      case Read.Valid valid -> valid.document();
      case Read.Invalid invalid -> throw new AssertionError(invalid.violations().toString());
    };
  }

  /** A cloud of that size. */
  public static IntegrationDocument cloud(int controllers, int computes) {
    return cloud(controllers, computes, "wait");
  }

  /** A cloud of that size, and what becomes of nodes that can't be reached. */
  public static IntegrationDocument cloud(int controllers, int computes, String unreachable) {
    return valid(text(controllers, computes).replace("UNREACHABLE", unreachable));
  }

  /** A cloud of that size with cinder-backup on every controller. */
  public static IntegrationDocument cloudWithBackups(int controllers, int computes) {
    return valid(
        text(controllers, computes)
            .replace("UNREACHABLE", "wait")
            .replace("[controller]", "[controller, backup]")
            .replace("vms: {name: vms}", "vms: {name: vms}, backups: {name: backups}"));
  }

  private static String text(int controllers, int computes) {
    StringBuilder text =
        new StringBuilder(
            """
            apiVersion: mooring/v1
            name: cloud
            unreachable: UNREACHABLE
            ssh: {user: ops, credential: key}
            openstack: {auth: keystone, credential: cloud}
            ceph: {pools: {images: {name: images}, volumes: {name: volumes}, vms: {name: vms}}}
            nodes:
              mon: {address: mon.example, roles: [ceph-admin]}
            """);
    for (int i = 1; i <= controllers; i++) {
      text.append("  controller%d: {address: c%d.example, roles: [controller]}\n".formatted(i, i));
    }
    for (int i = 1; i <= computes; i++) {
      text.append("  compute%d: {address: n%d.example, roles: [compute]}\n".formatted(i, i));
    }
    return text.toString();
  }
}
