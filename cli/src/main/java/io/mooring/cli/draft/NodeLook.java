package io.mooring.cli.draft;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

/** Looks at a node by the person's own SSH: what is there, so that nobody has to type it. */
public final class NodeLook {
  private static final int PATIENCE_SECONDS = 20;

  private static final String NAME = "[A-Za-z0-9][A-Za-z0-9.-]*";
  private static final Set<String> ROLES =
      Set.of("ceph-admin", "image", "volume", "backup", "compute");

  /** It reads only, and needs no more than a shell. */
  private static final String PROBE =
      """
      echo "name $(hostname -s 2>/dev/null)"
      has() { systemctl list-unit-files "$1" 2>/dev/null | grep -q service; }
      any() { ls -d "$@" >/dev/null 2>&1; }
      if any /etc/ceph/*.client.admin.keyring && { any /var/lib/ceph/mon/* || any /var/lib/ceph/*/mon.*; }; then echo role ceph-admin; fi
      if has 'glance-api.service' || has 'openstack-glance-api.service' || [ -d /etc/kolla/glance-api ]; then echo role image; fi
      if has 'cinder-volume.service' || has 'openstack-cinder-volume.service' || [ -d /etc/kolla/cinder-volume ]; then echo role volume; fi
      if has 'cinder-backup.service' || has 'openstack-cinder-backup.service' || [ -d /etc/kolla/cinder-backup ]; then echo role backup; fi
      if has 'nova-compute.service' || has 'openstack-nova-compute.service' || [ -d /etc/kolla/nova-compute ]; then echo role compute; fi
      exit 0
      """;

  private final String program;

  /** With this SSH client. */
  public NodeLook(String program) {
    this.program = program;
  }

  /**
   * What was seen.
   *
   * @param node the node; empty when it could not be reached
   * @param trouble what SSH said then
   */
  public record Seen(Optional<DraftNode> node, String trouble) {}

  /** Looks at the node at an address. */
  public Seen at(String user, String address) {
    if (!address.matches("[A-Za-z0-9][A-Za-z0-9.:_-]*")
        || !user.matches("[A-Za-z0-9_][A-Za-z0-9_.-]*")) {
      return new Seen(Optional.empty(), "this is no address: " + address);
    }
    try {
      Process ssh =
          new ProcessBuilder(
                  program,
                  "-o",
                  "BatchMode=yes",
                  "-o",
                  "ConnectTimeout=5",
                  "-l",
                  user,
                  "--",
                  address,
                  "sh")
              .redirectErrorStream(false)
              .start();
      try (var in = ssh.getOutputStream()) {
        in.write(PROBE.getBytes(StandardCharsets.UTF_8));
      }
      boolean ended = ssh.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (!ended) {
        ssh.destroyForcibly();
        return new Seen(Optional.empty(), "no answer within " + PATIENCE_SECONDS + " s");
      }
      String said = new String(ssh.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      String trouble = new String(ssh.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
      return ssh.exitValue() == 0
          ? new Seen(Optional.of(node(address, said)), "")
          : new Seen(Optional.empty(), trouble.strip());
    } catch (IOException e) {
      return new Seen(Optional.empty(), program + " can't be run: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Seen(Optional.empty(), "interrupted");
    }
  }

  private static DraftNode node(String address, String said) {
    String name = address;
    Set<String> roles = new TreeSet<>();
    for (String line : said.lines().toList()) {
      List<String> words = new ArrayList<>(List.of(line.strip().split(" ")));
      if (words.size() == 2 && words.get(0).equals("name") && words.get(1).matches(NAME)) {
        name = words.get(1);
      } else if (words.size() == 2 && words.get(0).equals("role") && ROLES.contains(words.get(1))) {
        roles.add(words.get(1));
      }
    }
    if (roles.containsAll(Set.of("image", "volume"))) {
      roles.removeAll(Set.of("image", "volume"));
      roles.add("controller");
    }
    return new DraftNode(name, address, roles, "seen on the node at " + address);
  }
}
