package io.mooring.libvirt;

import io.mooring.contracts.Action.DefineSecret;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Libvirt's secrets on a node.
 *
 * @param usages usage name of each secret for Ceph, by UUID
 * @param others UUIDs of secrets for something else
 * @param value how the value of the wanted secret compares with the key
 * @param flags what the wanted secret is: {@code ephemeral}, {@code private}, both or neither
 * @param fingerprint of the key, if the cephx user exists
 * @param onlyPlanned whether earlier steps are only planned, so that the user may not exist yet
 */
record Secrets(
    Map<UUID, String> usages,
    Set<UUID> others,
    Value value,
    Set<String> flags,
    Optional<String> fingerprint,
    boolean onlyPlanned) {

  /** How the secret's value compares with the key. */
  enum Value {
    /** They are equal. */
    SAME,
    /** They differ. */
    DIFFERENT,
    /** It has none, or there is no such secret. */
    NONE
  }

  /** Reads what the inspecting script printed: {@code secret UUID TYPE USAGE}, value and flags. */
  static Secrets read(String output, Optional<String> fingerprint, boolean onlyPlanned) {
    Map<UUID, String> usages = new LinkedHashMap<>();
    Set<UUID> others = new LinkedHashSet<>();
    Set<String> flags = new LinkedHashSet<>();
    Value value = Value.NONE;
    for (String line : output.lines().map(String::strip).toList()) {
      String[] words = line.split("\\s+", 4);
      switch (words[0]) {
        case "secret" -> {
          UUID uuid = UUID.fromString(words[1]);
          if (words.length == 4 && words[2].equals("ceph")) {
            usages.put(uuid, words[3]);
          } else {
            others.add(uuid);
          }
        }
        case "value" -> value = Value.valueOf(words[1].toUpperCase(Locale.ROOT));
        case "flag" -> flags.add(words[1]);
        case "" -> {}
        default -> throw new IllegalArgumentException("the script printed another line");
      }
    }
    return new Secrets(usages, others, value, flags, fingerprint, onlyPlanned);
  }

  /** What stands in the way. */
  Optional<Finding> stop(DefineSecret action) {
    UUID wanted = action.secret();
    Optional<UUID> sameUsage =
        usages.entrySet().stream()
            .filter(secret -> secret.getValue().equals(action.usage()))
            .map(Map.Entry::getKey)
            .filter(uuid -> !uuid.equals(wanted))
            .findFirst();
    if (sameUsage.isPresent()) {
      return conflict(
          "Libvirt has a secret for \"%s\" with the UUID %s, and allows one for each usage."
              .formatted(action.usage(), sameUsage.get()),
          "Adopt it in the document (libvirt.secretUuid: %s), or remove it where no domain uses it."
              .formatted(sameUsage.get()));
    }
    if (others.contains(wanted)
        || usages.containsKey(wanted) && !usages.get(wanted).equals(action.usage())) {
      return conflict(
          "Libvirt has a secret with the UUID %s for something else (%s)."
              .formatted(wanted, usages.getOrDefault(wanted, "not Ceph")),
          "Name its usage in the document (libvirt.secretUsage), or choose another UUID.");
    }
    if (flags.contains("private")) {
      return conflict(
          "The secret %s is private, so its value can't be compared with the key."
              .formatted(wanted),
          "Remove it where no domain uses it (virsh secret-undefine %s), then retry."
              .formatted(wanted));
    }
    if (fingerprint.isEmpty() && !onlyPlanned) {
      return Optional.of(
          Finding.stop(
              ErrorCode.CEPHX_USER_MISSING,
              "The Ceph cluster has no user client.%s.".formatted(action.client())));
    }
    return Optional.empty();
  }

  /** What is to be changed once nothing stands in the way. */
  Optional<Change> change(DefineSecret action) {
    String subject = "libvirt secret " + action.secret();
    String key = fingerprint.map(print -> ", key " + print).orElse("");
    if (!usages.containsKey(action.secret())) {
      return Optional.of(
          Change.of(
              Change.Kind.CREATE,
              subject,
              "defined for \"%s\" of client.%s%s".formatted(action.usage(), action.client(), key)));
    }
    if (flags.contains("ephemeral")) {
      return Optional.of(
          Change.of(Change.Kind.UPDATE, subject, "made to outlast a restart of libvirt" + key));
    }
    return switch (value) {
      case SAME -> Optional.empty();
      case DIFFERENT ->
          Optional.of(Change.of(Change.Kind.UPDATE, subject, "gets another value" + key));
      case NONE -> Optional.of(Change.of(Change.Kind.UPDATE, subject, "gets its value" + key));
    };
  }

  private static Optional<Finding> conflict(String message, String next) {
    return Optional.of(Finding.stop(ErrorCode.SECRET_CONFLICT, message, next));
  }
}
