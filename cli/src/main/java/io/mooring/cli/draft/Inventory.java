package io.mooring.cli.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An inventory of Ansible, in INI or YAML, as kolla-ansible (multinode) and ceph-ansible have it:
 * hosts and groups, with groups of groups, ranges and the variables of a host's line.
 */
public final class Inventory {
  private static final Pattern SECTION = Pattern.compile("\\[([^\\]:]+)(?::(\\w+))?\\]");
  private static final Pattern RANGE = Pattern.compile("(.*)\\[(\\d+):(\\d+)\\](.*)");
  private static final int MOST_OF_A_RANGE = 10_000;

  /** What groups make of a host; those of the deployers that people use. */
  private static final Map<String, String> ROLES =
      Map.of(
          "mons", "ceph-admin",
          "control", "controller",
          "controllers", "controller",
          "glance-api", "image",
          "cinder-volume", "volume",
          "cinder-backup", "backup",
          "compute", "compute",
          "computes", "compute",
          "nova-compute", "compute");

  private final Map<String, Set<String>> hosts = new LinkedHashMap<>();
  private final Map<String, Set<String>> children = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> variables = new HashMap<>();

  private Inventory() {}

  /** Reads it; lines that are no part of an inventory are passed over. */
  public static Inventory parse(String text) {
    Inventory inventory = new Inventory();
    String group = "ungrouped";
    String kind = "";
    for (String raw : text.lines().toList()) {
      String line = raw.replaceAll("(^|\\s)[#;].*", "").strip();
      Matcher section = SECTION.matcher(line);
      if (section.matches()) {
        group = section.group(1);
        kind = section.group(2) == null ? "" : section.group(2);
      } else if (!line.isEmpty()) {
        inventory.read(group, kind, line);
      }
    }
    return inventory;
  }

  /** The same in YAML; empty when it is no inventory. */
  static Optional<Inventory> of(Map<?, ?> root) {
    Inventory inventory = new Inventory();
    root.forEach((group, content) -> inventory.group(String.valueOf(group), content));
    return inventory.hosts.isEmpty() ? Optional.empty() : Optional.of(inventory);
  }

  private void group(String group, Object content) {
    if (!(content instanceof Map<?, ?> of)) {
      return;
    }
    if (of.get("hosts") instanceof Map<?, ?> members) {
      members.forEach(
          (member, values) -> {
            for (String host : range(String.valueOf(member))) {
              hosts.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(host);
              if (values instanceof Map<?, ?> known) {
                Map<String, String> kept = variables.computeIfAbsent(host, h -> new HashMap<>());
                known.forEach((key, value) -> kept.put(String.valueOf(key), String.valueOf(value)));
              }
            }
          });
    }
    if (of.get("children") instanceof Map<?, ?> groups) {
      groups.forEach(
          (child, inside) -> {
            children.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(String.valueOf(child));
            group(String.valueOf(child), inside);
          });
    }
  }

  private void read(String group, String kind, String line) {
    switch (kind) {
      case "children" -> children.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(line);
      case "" -> {
        String[] words = line.split("\\s+");
        for (String host : range(words[0])) {
          hosts.computeIfAbsent(group, g -> new LinkedHashSet<>()).add(host);
          for (int i = 1; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            if (pair.length == 2) {
              variables
                  .computeIfAbsent(host, h -> new HashMap<>())
                  .put(pair[0], pair[1].replaceAll("^['\"]|['\"]$", ""));
            }
          }
        }
      }
      default -> {
        // Variables of groups say nothing that a document needs.
      }
    }
  }

  private static List<String> range(String word) {
    Matcher range = RANGE.matcher(word);
    if (!range.matches()) {
      return List.of(word);
    }
    List<String> names = new ArrayList<>();
    int last = Integer.parseInt(range.group(3));
    int width = range.group(2).length();
    for (int i = Integer.parseInt(range.group(2));
        i <= last && names.size() < MOST_OF_A_RANGE;
        i++) {
      String number = Integer.toString(i);
      names.add(
          range.group(1)
              + "0".repeat(Math.max(0, width - number.length()))
              + number
              + range.group(4));
    }
    return names;
  }

  /** Adds the nodes that have a role here. */
  public void into(Draft draft, String source) {
    ROLES.keySet().stream().sorted().forEach(group -> add(draft, source, group));
    for (Map<String, String> of : variables.values()) {
      if (of.containsKey("ansible_user")) {
        draft.put("ssh.user", of.get("ansible_user"), source + ", ansible_user");
      }
    }
  }

  private void add(Draft draft, String source, String group) {
    for (String host : members(group, new LinkedHashSet<>())) {
      Map<String, String> of = variables.getOrDefault(host, Map.of());
      String address = of.getOrDefault("ansible_host", of.getOrDefault("ansible_ssh_host", host));
      draft.add(
          new DraftNode(host, address, Set.of(ROLES.get(group)), source + ", group " + group));
    }
  }

  private Set<String> members(String group, Set<String> seen) {
    Set<String> members = new LinkedHashSet<>(hosts.getOrDefault(group, Set.of()));
    if (seen.add(group)) {
      children.getOrDefault(group, Set.of()).forEach(child -> members.addAll(members(child, seen)));
    }
    return members;
  }
}
