package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Mode;
import io.mooring.contracts.StepName;
import io.mooring.infrastructure.Site;
import io.mooring.node.Fence;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import io.mooring.node.ceph.AdminAnswer;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.participant.step.StepContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** Users and notes as the monitors keep them; understands the commands of create-user. */
final class Monitors {
  private static final ObjectMapper JSON = new ObjectMapper();
  final Map<String, Map<String, String>> users = new TreeMap<>();
  int sessions;
  private final Map<String, String> notes = new TreeMap<>();

  /** The step as it would run on the admin node for this saga. */
  StepContext saga(int number) {
    return run(number, Mode.APPLY, Optional.empty());
  }

  /** The step's undo of what a saga did, or of what all sagas did. */
  StepContext undo(Optional<Integer> saga) {
    return run(99, Mode.UNDO, saga.map(number -> new UUID(0, number)));
  }

  private static StepContext run(int number, Mode mode, Optional<UUID> undoes) {
    Dispatch dispatch =
        new Dispatch(
            UUID.randomUUID(),
            new IntegrationName("site"),
            new UUID(0, number),
            StepName.of("create-user", "cinder", Site.CEPH.admin().name()),
            1,
            number,
            mode,
            Instant.EPOCH,
            Dispatch.UNTOLD_LIMIT,
            Site.CEPH.admin(),
            Map.of(),
            undoes,
            Optional.empty(),
            Map.of());
    return new StepContext(dispatch, null, null);
  }

  CephAdmin admin() {
    return new CephAdmin() {
      @Override
      public Script script(CephAccess access, String name, String body, Object... arguments) {
        return Script.of(name, body, arguments);
      }

      @Override
      public AdminAnswer inspect(CephAccess access, Script script, Fence fence) {
        return inspect(access, script);
      }

      @Override
      public AdminAnswer inspect(CephAccess access, Script script) {
        return new AdminAnswer(
            access.admin(),
            script.name().equals("look for sessions")
                ? result(sessions + "\n")
                : answer(script.arguments()),
            List.of());
      }

      @Override
      public AdminAnswer change(CephAccess access, Script script, Fence fence) {
        return new AdminAnswer(access.admin(), apply(script), List.of());
      }

      @Override
      public Optional<Secret> key(UUID saga, CephAccess access, ClientName client) {
        throw new AssertionError("nobody asks for a key here");
      }

      @Override
      public String minimalConf(UUID saga, CephAccess access) {
        throw new AssertionError("nobody asks for a configuration here");
      }
    };
  }

  private ScriptResult answer(List<String> questions) {
    StringBuilder output = new StringBuilder();
    for (String question : questions) {
      String name = question.substring(question.lastIndexOf(' ') + 1);
      if (question.startsWith("auth get ") && users.containsKey(name)) {
        output.append(
            JSON.<JsonNode>valueToTree(
                List.of(Map.of("entity", name, "key", "QUJD", "caps", users.get(name)))));
      } else if (question.startsWith("config-key dump ")) {
        output.append(JSON.<JsonNode>valueToTree(notes));
      }
      output.append("\n{\"fsid\":\"f\"}\n");
    }
    return result(output.toString());
  }

  private ScriptResult apply(Script script) {
    List<String> words = script.arguments();
    if (script.name().equals("forget notes")) {
      notes.keySet().removeIf(key -> key.startsWith(words.get(0)) && key.endsWith(words.get(1)));
      return result("");
    }
    if (script.body().startsWith("ceph auth del")) {
      users.remove(words.getFirst());
      return result("");
    }
    notes.put(words.get(0), words.get(1));
    Map<String, String> caps = new LinkedHashMap<>();
    for (int index = 4; index < words.size(); index += 2) {
      caps.put(words.get(index), words.get(index + 1));
    }
    users.put(words.get(3), caps);
    return result("");
  }

  private static ScriptResult result(String output) {
    return new ScriptResult(0, output.getBytes(StandardCharsets.UTF_8), new byte[0], false);
  }
}
