package io.mooring.cli.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The pools and keys that ceph-ansible makes for OpenStack: its {@code group_vars}. */
final class CephAnsible {
  private static final String POOLS = "openstack_pools";
  private static final String KEYS = "openstack_keys";
  private static final String NAME = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}";
  private static final Pattern VARIABLE = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  /** The variables in which ceph-ansible's own examples keep a pool, by the document's field. */
  private static final Map<String, String> VARIABLES =
      Map.of(
          "images", "openstack_glance_pool",
          "volumes", "openstack_cinder_pool",
          "vms", "openstack_nova_pool",
          "backups", "openstack_cinder_backup_pool");

  /** Words in a pool's name that tell what it is for, where no variable does. */
  private static final Map<String, List<String>> WORDS =
      Map.of(
          "images", List.of("image", "glance"),
          "volumes", List.of("volume", "cinder"),
          "vms", List.of("vms", "nova"),
          "backups", List.of("backup"));

  private static final String BACKUP = "backup";

  private final String name;
  private final Map<?, ?> root;

  private CephAnsible(String name, Map<?, ?> root) {
    this.name = name;
    this.root = root;
  }

  /** Adds what it says; false when it is no such file. */
  static boolean read(String name, Map<?, ?> root, Draft draft) {
    CephAnsible file = new CephAnsible(name, root);
    boolean known =
        root.containsKey(POOLS)
            || root.containsKey(KEYS)
            || VARIABLES.values().stream().anyMatch(root::containsKey);
    if (known) {
      file.pools(draft);
      file.users(draft);
    }
    return known;
  }

  private void pools(Draft draft) {
    VARIABLES.forEach(
        (field, variable) ->
            poolName(root.get(variable))
                .ifPresent(pool -> put(draft, field, pool, name + ", " + variable)));
    for (String pool : listed()) {
      WORDS.forEach(
          (field, words) -> {
            boolean ofBackups = pool.contains(BACKUP) == words.contains(BACKUP);
            if (words.stream().anyMatch(pool::contains) && ofBackups) {
              put(draft, field, pool, name + ", " + POOLS);
            }
          });
    }
  }

  private static void put(Draft draft, String field, String pool, String source) {
    draft.put("ceph.pools." + field, "{name: " + pool + "}", source);
  }

  /** Names of the list's pools, whether they stand there or in a variable. */
  private List<String> listed() {
    List<String> names = new ArrayList<>();
    if (root.get(POOLS) instanceof List<?> pools) {
      pools.forEach(pool -> poolName(pool).ifPresent(names::add));
    }
    return names;
  }

  private Optional<String> poolName(Object pool) {
    Object named = pool instanceof String text ? variable(text) : pool;
    return named instanceof Map<?, ?> fields
        ? Optional.ofNullable(fields.get("name"))
            .map(String::valueOf)
            .filter(text -> text.matches(NAME))
        : Optional.empty();
  }

  private Object variable(String text) {
    Matcher variable = VARIABLE.matcher(text.strip());
    return variable.matches() ? root.get(variable.group(1)) : null;
  }

  private void users(Draft draft) {
    Map<String, String> found = new LinkedHashMap<>();
    if (root.get(KEYS) instanceof List<?> keys) {
      for (Object key : keys) {
        if (key instanceof Map<?, ?> fields) {
          String user = String.valueOf(fields.get("name")).replaceFirst("^client\\.", "");
          service(user).ifPresent(service -> found.putIfAbsent(service, user));
          if (user.matches(NAME) && user.contains("nova")) {
            draft.note(
                "%s, %s, has client.%s: it is nova's own user with users: {nova: %s} and nova:"
                        .formatted(name, KEYS, user, user)
                    + " {ephemeral: true}; else nova has cinder's.");
          }
        }
      }
    }
    found.forEach((service, user) -> draft.put("ceph.users." + service, user, name + ", " + KEYS));
  }

  /** Whose user it is, by the document's field. */
  private static Optional<String> service(String user) {
    if (!user.matches(NAME)) {
      return Optional.empty();
    }
    return user.contains(BACKUP)
        ? Optional.of("cinderBackup").filter(field -> user.contains("cinder"))
        : Stream.of("glance", "cinder").filter(user::contains).findFirst();
  }
}
