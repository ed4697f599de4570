package io.mooring.ceph;

import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Limits;
import io.mooring.contracts.PoolName;
import io.mooring.node.NodeFailure;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.ceph.AdminAnswer;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.stream.Stream;

/** Talks with the Ceph cluster through {@code ceph} on its admin node. */
@Singleton
class Cluster {
  private static final int COMMAND_NOT_FOUND = 127;

  /**
   * One process answers all questions: each start of {@code ceph} costs a third of a second of the
   * node, each further question a millisecond.
   */
  private static final String ASK = "printf '%s\\nfsid\\n' \"$@\" | ask_ceph -f json";

  private static final String SESSIONS =
      "ceph tell 'mon.*' sessions -f json | grep -o \"\\\"entity_name\\\": *\\\"$1\\\"\" | wc -l";

  private final CephAdmin admin;

  Cluster(CephAdmin admin) {
    this.admin = admin;
  }

  /**
   * Asks the cluster.
   *
   * @param questions commands of {@code ceph} that change nothing
   * @throws NodeFailure when no monitor answers
   */
  Answers ask(CephAccess access, String... questions) {
    return answers(admin.inspect(access, question(access, questions)), questions.length);
  }

  /**
   * Asks the cluster for a step that may change it: unless it only plans, no older command can
   * change any more what is answered.
   *
   * @throws NodeFailure when no monitor answers
   */
  Answers ask(StepContext context, CephAccess access, String... questions) {
    if (context.onlyPlans()) {
      return ask(access, questions);
    }
    Script script = question(access, questions);
    return answers(admin.inspect(access, script, context.fence()), questions.length);
  }

  private Script question(CephAccess access, String... questions) {
    Script script =
        admin
            .script(access, "ask the Ceph cluster", ASK, (Object[]) questions)
            .within(Limits.CLUSTER_QUESTION);
    boolean holdsKeys = Stream.of(questions).anyMatch(it -> it.startsWith("auth "));
    return holdsKeys ? script.inConfidence() : script;
  }

  private static Answers answers(AdminAnswer answer, int questions) {
    ScriptResult result = answer.result();
    if (!result.succeeded()) {
      throw failure(answer);
    }
    return Answers.read(questions, result.output(), result.errorText()).withSilent(answer.silent());
  }

  /**
   * Counts what a pool holds.
   *
   * @throws NodeFailure when that can't be told
   */
  PoolCensus count(CephAccess access, PoolName pool) {
    return PoolCensus.read(look(access, "count what a pool holds", PoolCensus.SCRIPT, pool));
  }

  /** How many clients have a session with a monitor as this user now. */
  int sessions(CephAccess access, String entity) {
    return Integer.parseInt(look(access, "look for sessions", SESSIONS, entity).strip());
  }

  private String look(CephAccess access, String name, String body, Object... arguments) {
    Script script = admin.script(access, name, body, arguments).within(Limits.CLUSTER_QUESTION);
    AdminAnswer answer = admin.inspect(access, script);
    if (!answer.result().succeeded()) {
      throw failure(answer);
    }
    return answer.result().text();
  }

  /**
   * Runs a script on the admin node that may change the cluster.
   *
   * @throws NodeFailure when it ends with another status than 0
   */
  void change(
      StepContext context, CephAccess access, String name, String body, Object... arguments) {
    Script script = admin.script(access, name, body, arguments).within(Limits.CLUSTER_CHANGE);
    AdminAnswer answer = admin.change(access, script, context.fence());
    if (!answer.result().succeeded()) {
      throw failure(answer);
    }
  }

  private static NodeFailure failure(AdminAnswer answer) {
    ScriptResult result = answer.result();
    String node = answer.node().name().toString();
    String said = lastLine(result.errorText());
    if (result.status() == COMMAND_NOT_FOUND) {
      return new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          "There is no ceph command on %s. If Ceph runs in containers, set ceph.run to cephadm."
              .formatted(node));
    }
    if (said.contains("unable to find a keyring") || said.contains("Permission denied")) {
      return new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          "ceph on %s has no admin keyring that it can read: %s".formatted(node, said));
    }
    if (CephAdmin.unreachable(result)) {
      return new NodeFailure(
          ErrorCode.CLUSTER_UNREACHABLE,
          "No monitor of the Ceph cluster answered on %s: %s".formatted(node, said));
    }
    return new NodeFailure(
        ErrorCode.COMMAND_FAILED,
        "Ceph refused on %s: %s"
            .formatted(node, said.isEmpty() ? "exit status " + result.status() : said));
  }

  private static String lastLine(String text) {
    return text.substring(text.lastIndexOf('\n') + 1).strip();
  }
}
