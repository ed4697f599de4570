package io.mooring.ceph;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.PoolName;
import io.mooring.node.Script;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Notes of what sagas did to the cluster, which the monitors keep in their {@code config-key}
 * store: one a saga and object, so that undoing needs no memory of ours.
 */
final class Notes {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final String FORGET = Script.resource(Notes.class, "forget-notes.sh");

  private Notes() {}

  /** The name by which notes know a cephx user. */
  static String of(CreateUser action) {
    return "client." + action.client();
  }

  /** The name by which notes know a pool. */
  static String of(PoolName pool) {
    return "pool." + pool;
  }

  /** The name by which notes know how a pool was shaped. */
  static String ofShape(PoolName pool) {
    return "shape." + pool;
  }

  /** Where the note of the saga that is carried out, or taken back, is. */
  static String key(StepContext context, String object) {
    return "mooring/%s/%s/%s".formatted(context.dispatch().integration(), context.author(), object);
  }

  /** The question for all notes of the integration. */
  static String questionForAll(StepContext context) {
    return "config-key dump mooring/%s/".formatted(context.dispatch().integration());
  }

  /** The notes of an object by whichever saga, the keys by which they are kept with them. */
  static Map<String, JsonNode> about(String object, Optional<JsonNode> dump) {
    Map<String, JsonNode> notes = new TreeMap<>();
    dump.ifPresent(
        all ->
            all.properties().stream()
                .filter(note -> note.getKey().endsWith("/" + object))
                .forEach(
                    note -> read(note.getValue()).ifPresent(it -> notes.put(note.getKey(), it))));
    return notes;
  }

  /** The notes of the saga that is taken back, or of all sagas if all are. */
  static List<JsonNode> undone(StepContext context, String object, Optional<JsonNode> dump) {
    List<JsonNode> notes = new ArrayList<>();
    about(object, dump)
        .forEach(
            (key, note) -> {
              if (context.undoesAll() || key.equals(key(context, object))) {
                notes.add(note);
              }
            });
    return notes;
  }

  /** Forgets an object with which the integration has nothing to do any more. */
  static void forget(Cluster cluster, StepContext context, CephAccess ceph, String object) {
    String begin = "mooring/%s/".formatted(context.dispatch().integration());
    cluster.change(context, ceph, "forget notes", FORGET, begin, "/" + object);
  }

  /** A dump gives each value as a text. */
  private static Optional<JsonNode> read(JsonNode value) {
    try {
      return Optional.of(value.isTextual() ? JSON.readTree(value.asText()) : value);
    } catch (JsonProcessingException foreign) {
      return Optional.empty();
    }
  }
}
