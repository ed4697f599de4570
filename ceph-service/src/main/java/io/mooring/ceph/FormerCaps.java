package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A note of what one saga did to a cephx user. The monitors keep it, so that undoing needs no
 * memory of ours and works from whichever admin node answers; each saga has its own.
 *
 * @param had the caps before the saga's first change; empty when the saga made the user
 * @param became the caps that the saga set last
 */
record FormerCaps(Optional<Map<String, String>> had, Map<String, String> became) {

  /** What is to be done to a user so that it is again what it was. */
  sealed interface Undo {}

  /** Nothing is left to take back. */
  record Nothing(String reason) implements Undo {}

  /** The saga made the user, so it goes. */
  record Remove() implements Undo {}

  /** The user gets these caps again. */
  record Restore(Map<String, String> caps) implements Undo {}

  /** Somebody has changed the user since. */
  record Conflict(String reason) implements Undo {}

  static FormerCaps read(JsonNode note) {
    return new FormerCaps(
        note.hasNonNull("had") ? Optional.of(caps(note.path("had"))) : Optional.empty(),
        caps(note.path("became")));
  }

  /** One note for several: what was before the first of them, and what came of the last. */
  static Optional<FormerCaps> together(List<JsonNode> notes) {
    List<JsonNode> inOrder =
        notes.stream().sorted(Comparator.comparing(note -> note.path("epoch").asLong())).toList();
    return inOrder.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new FormerCaps(read(inOrder.getFirst()).had(), read(inOrder.getLast()).became()));
  }

  /**
   * The note as the monitors keep it.
   *
   * @param epoch of the command that writes it, which tells which of several notes is the newer
   */
  String text(long epoch) {
    ObjectNode note = JsonNodeFactory.instance.objectNode();
    note.put("epoch", epoch);
    had.ifPresent(caps -> caps.forEach(note.putObject("had")::put));
    became.forEach(note.putObject("became")::put);
    return note.toString();
  }

  /**
   * Compares the user with the note.
   *
   * @param current the user's caps; empty when there is no such user
   */
  Undo against(Optional<Map<String, String>> current) {
    if (current.isEmpty()) {
      return had.isEmpty()
          ? new Nothing("is gone already")
          : new Conflict("was removed by somebody else");
    }
    if (had.isPresent() && same(current.get(), had.get())) {
      return new Nothing("has its former caps already");
    }
    if (!same(current.get(), became)) {
      return new Conflict("has other caps than this saga gave it");
    }
    return had.<Undo>map(Restore::new).orElseGet(Remove::new);
  }

  private static boolean same(Map<String, String> caps, Map<String, String> others) {
    Set<String> subsystems = new HashSet<>(caps.keySet());
    subsystems.addAll(others.keySet());
    return subsystems.stream()
        .allMatch(subsystem -> clauses(caps, subsystem).equals(clauses(others, subsystem)));
  }

  private static Set<Clause> clauses(Map<String, String> caps, String subsystem) {
    return new HashSet<>(Clause.parse(caps.getOrDefault(subsystem, "")));
  }

  private static Map<String, String> caps(JsonNode node) {
    Map<String, String> caps = new TreeMap<>();
    node.properties().forEach(cap -> caps.put(cap.getKey(), cap.getValue().asText()));
    return caps;
  }
}
