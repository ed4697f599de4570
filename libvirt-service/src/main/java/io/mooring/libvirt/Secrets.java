package io.mooring.libvirt;

import io.mooring.contracts.Action.DefineSecret;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Libvirt's secrets on a node, and who names them.
 *
 * @param held every secret by its UUID
 * @param references who names which secret
 */
record Secrets(Map<UUID, Held> held, List<Reference> references) {

  /**
   * A secret of libvirt.
   *
   * @param usage its usage name, if it is one for Ceph
   * @param value how its value compares with the key; told only of secrets that concern the step
   * @param flags {@code ephemeral}, {@code private}, both or neither
   */
  record Held(Optional<String> usage, Value value, Set<String> flags) {
    boolean isPrivate() {
      return flags.contains("private");
    }
  }

  /**
   * Somebody names a secret.
   *
   * @param by who, as people say it: {@code a domain}
   * @param secret the UUID
   */
  record Reference(String by, UUID secret) {}

  /** How a secret's value compares with the key. */
  enum Value {
    /** They are equal. */
    SAME,
    /** They differ. */
    DIFFERENT,
    /** It has none, or there is no such secret. */
    NONE,
    /** It is private, and libvirt here can't try it. */
    UNPROVED
  }

  /** Reads what the inspecting script printed. */
  static Secrets read(String output) {
    Map<UUID, Held> held = new LinkedHashMap<>();
    List<Reference> references = new ArrayList<>();
    for (String line : output.lines().map(String::strip).toList()) {
      String[] words = line.split("\\s+", 4);
      switch (words[0]) {
        case "secret" -> held.put(UUID.fromString(words[1]), listed(words));
        case "flag" ->
            held.computeIfPresent(
                UUID.fromString(words[1]), (uuid, secret) -> flagged(secret, words[2]));
        case "value" -> {
          Value value = Value.valueOf(words[2].toUpperCase(Locale.ROOT));
          held.computeIfPresent(
              UUID.fromString(words[1]),
              (uuid, secret) -> new Held(secret.usage(), value, secret.flags()));
        }
        case "other" -> reference("the integration " + words[2], words).ifPresent(references::add);
        case "nova" -> reference("nova's configuration", words).ifPresent(references::add);
        case "domain" -> reference("a domain", words).ifPresent(references::add);
        case "" -> {}
        default -> throw new IllegalArgumentException("the script printed another line");
      }
    }
    return new Secrets(held, references);
  }

  /** The same, and somebody else names a secret too. */
  Secrets with(Reference reference) {
    List<Reference> more = new ArrayList<>(references);
    more.add(reference);
    return new Secrets(held, more);
  }

  /** The secret of this usage, of which libvirt has at most one. */
  Optional<UUID> ofUsage(String usage) {
    return held.entrySet().stream()
        .filter(secret -> secret.getValue().usage().filter(usage::equals).isPresent())
        .map(Map.Entry::getKey)
        .findFirst();
  }

  /** Whether it is a secret for something else than this usage. */
  boolean isForeign(UUID secret, String usage) {
    return held.containsKey(secret) && !held.get(secret).usage().filter(usage::equals).isPresent();
  }

  /** Who names the secret. */
  List<Reference> to(UUID secret) {
    return references.stream().filter(reference -> reference.secret().equals(secret)).toList();
  }

  /** Who names another secret that is not known to be for something else. */
  List<Reference> besides(UUID secret, DefineSecret action) {
    return references.stream()
        .filter(reference -> !reference.secret().equals(secret))
        .filter(reference -> !isForeign(reference.secret(), action.usage()))
        .toList();
  }

  private static Held listed(String[] words) {
    boolean ceph = words.length == 4 && words[2].equals("ceph");
    return new Held(ceph ? Optional.of(words[3]) : Optional.empty(), Value.NONE, Set.of());
  }

  private static Held flagged(Held secret, String flag) {
    Set<String> flags = new LinkedHashSet<>(secret.flags());
    flags.add(flag);
    return new Held(secret.usage(), secret.value(), flags);
  }

  /** Empty when what is written there is no UUID, which is not for us to judge. */
  private static Optional<Reference> reference(String by, String[] words) {
    try {
      return Optional.of(new Reference(by, UUID.fromString(words[1])));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException none) {
      return Optional.empty();
    }
  }
}
