package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** Libvirt's secrets on computes. */
final class LibvirtSecrets {
  private final Lab lab;

  LibvirtSecrets(Lab lab) {
    this.lab = lab;
  }

  /** The UUID of a compute's only secret. */
  String uuid(String node) {
    List<String> uuids = uuids(node);
    assertThat(uuids).as("secrets of %s", node).hasSize(1);
    return uuids.getFirst();
  }

  /** All computes have a secret with each of these values, and no other. */
  void requireOnAll(List<String> computes, List<String> values) {
    for (String node : computes) {
      List<String> found =
          uuids(node).stream()
              .map(uuid -> virsh(node, "secret-get-value " + uuid).strip())
              .toList();
      assertThat(found).as("secrets of %s", node).hasSameSizeAs(values);
      assertThat(found.containsAll(values)).as("the values on %s are the keys", node).isTrue();
    }
  }

  private List<String> uuids(String node) {
    return virsh(node, "secret-list")
        .lines()
        .map(line -> line.strip().split("\\s+")[0])
        .filter(word -> word.matches("[0-9a-f-]{36}"))
        .toList();
  }

  /** All computes have one persistent secret of the same UUID, with this value. */
  void requireSameOnAll(List<String> computes, String value) {
    String uuid = uuid(computes.getFirst());
    for (String node : computes) {
      assertThat(uuid(node)).as("the secret's UUID on %s", node).isEqualTo(uuid);
      assertThat(virsh(node, "secret-dumpxml " + uuid))
          .as("the secret of %s", node)
          .contains("ephemeral='no'")
          .contains("client.cinder secret");
      assertThat(virsh(node, "secret-get-value " + uuid).equals(value))
          .as("the secret of %s has the key of client.cinder", node)
          .isTrue();
    }
  }

  /** Whether a compute has no secret at all. */
  boolean none(String node) {
    return virsh(node, "secret-list").isEmpty();
  }

  /** Takes a compute's only secret away, as somebody does by hand. */
  void remove(String node) {
    virsh(node, "secret-undefine " + uuid(node) + " 2>&1");
  }

  private String virsh(String node, String command) {
    String inside = Lab.ENGINE + "${engine:+$engine exec nova_libvirt} virsh -q -c qemu:///system ";
    return lab.on(node, inside + command);
  }
}
