package io.mooring.cli.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The hosts of openstack-ansible: {@code openstack_user_config.yml} and files of {@code conf.d}.
 */
final class OpenstackAnsible {
  private static final String HOST = "[A-Za-z0-9][A-Za-z0-9.-]{0,252}";
  private static final String ADDRESS = "[A-Za-z0-9][A-Za-z0-9.:-]{0,252}";
  private static final String OVERRIDES = "global_overrides";
  private static final String BALANCER = "internal_lb_vip_address";

  /** What groups of hosts make of a host. */
  private static final Map<String, String> ROLES =
      Map.of(
          "ceph-mon_hosts", "ceph-admin",
          "image_hosts", "image",
          "storage_hosts", "volume",
          "compute_hosts", "compute");

  private OpenstackAnsible() {}

  /** Adds what it says; false when it is no such file. */
  static boolean read(String name, Map<?, ?> root, Draft draft) {
    boolean known = ROLES.keySet().stream().anyMatch(root::containsKey);
    if (!known) {
      return false;
    }
    ROLES.keySet().stream().sorted().forEach(group -> add(name, root, group, draft));
    balancer(name, root, draft);
    draft.note(
        ("QUESTION: %s names hosts. Where openstack-ansible runs glance-api and cinder-volume in"
                + " machines of their own on them (LXC), are those the nodes?")
            .formatted(name));
    return true;
  }

  private static void add(String name, Map<?, ?> root, String group, Draft draft) {
    if (!(root.get(group) instanceof Map<?, ?> hosts)) {
      return;
    }
    hosts.forEach(
        (host, values) -> {
          Optional<String> address =
              values instanceof Map<?, ?> of
                  ? Optional.ofNullable(of.get("ip")).map(String::valueOf)
                  : Optional.empty();
          String node = String.valueOf(host).replace('_', '-');
          String reached = address.orElse(node);
          if (node.matches(HOST) && reached.matches(ADDRESS)) {
            draft.add(new DraftNode(node, reached, Set.of(ROLES.get(group)), name + ", " + group));
          } else {
            draft.note("QUESTION: a host of %s in %s has no usable name.".formatted(group, name));
          }
        });
  }

  private static void balancer(String name, Map<?, ?> root, Draft draft) {
    if (root.get(OVERRIDES) instanceof Map<?, ?> overrides) {
      for (String field : List.of(BALANCER, "external_lb_vip_address")) {
        Optional.ofNullable(overrides.get(field))
            .map(String::valueOf)
            .filter(address -> address.matches(ADDRESS))
            .ifPresent(address -> draft.note("%s: %s is %s".formatted(name, field, address)));
      }
    }
  }
}
