package io.mooring.ceph;

import io.mooring.contracts.ErrorCode;
import io.mooring.node.NodeFailure;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Remembers on the admin node what a cephx user was before this integration touched it, so that
 * undoing needs no other memory. Written before the change; the first note is never overwritten.
 */
@Singleton
final class FormerCaps {
  private static final String KEEP =
      """
      directory=/var/lib/mooring/$1/cephx
      [ -e "$directory/$2" ] && exit 0
      umask 077
      mkdir -p "$directory" || exit
      file=$directory/$2
      shift 2
      printf '%s\\n' "$@" >"$file.new" && mv -f "$file.new" "$file"
      """;

  private static final String READ =
      """
      file=/var/lib/mooring/$1/cephx/$2
      [ ! -e "$file" ] || cat "$file"
      """;

  private static final String FORGET = "rm -f \"/var/lib/mooring/$1/cephx/$2\"";
  private static final String MADE = "made";
  private static final String HAD = "had";

  /** What a user was. */
  sealed interface Former {}

  /** This integration did nothing to it. */
  record Untouched() implements Former {}

  /** This integration made it. */
  record Made() implements Former {}

  /** It was there with these caps. */
  record Had(Map<String, String> caps) implements Former {}

  void keep(StepContext context, String entity, Optional<Map<String, String>> caps) {
    List<Object> words = new ArrayList<>();
    words.add(context.dispatch().integration());
    words.add(entity);
    words.add(caps.isPresent() ? HAD : MADE);
    caps.map(TreeMap::new)
        .ifPresent(
            kept ->
                kept.forEach(
                    (subsystem, clauses) -> {
                      words.add(subsystem);
                      words.add(clauses);
                    }));
    change(context, Script.of("note a user's former caps", KEEP, words.toArray()));
  }

  Former of(StepContext context, String entity) {
    ScriptResult result =
        context
            .node()
            .inspect(
                Script.of(
                    "read a user's former caps", READ, context.dispatch().integration(), entity));
    List<String> lines = result.text().lines().toList();
    if (lines.isEmpty()) {
      return new Untouched();
    }
    if (lines.getFirst().equals(MADE)) {
      return new Made();
    }
    Map<String, String> caps = new TreeMap<>();
    for (int index = 1; index + 1 < lines.size(); index += 2) {
      caps.put(lines.get(index), lines.get(index + 1));
    }
    return new Had(caps);
  }

  void forget(StepContext context, String entity) {
    change(
        context,
        Script.of("forget a user's former caps", FORGET, context.dispatch().integration(), entity));
  }

  private static void change(StepContext context, Script script) {
    ScriptResult result = context.node().change(script, context.fence());
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "could not %s on %s: %s"
              .formatted(script.name(), context.node().address().name(), result.errorText()));
    }
  }
}
