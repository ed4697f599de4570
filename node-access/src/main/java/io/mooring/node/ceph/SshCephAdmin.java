package io.mooring.node.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Limits;
import io.mooring.node.Fence;
import io.mooring.node.NodeFailure;
import io.mooring.node.Nodes;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** The Ceph admin node over SSH. Answers are kept in memory only, for a minute. */
public final class SshCephAdmin implements CephAdmin {
  private static final Duration KEPT = Duration.ofSeconds(60);
  private static final int NO_SUCH_USER = 2;
  private static final int NOT_FOUND = 127;

  private static final String ON_HOST = Script.resource(SshCephAdmin.class, "on-host.sh");
  private static final String IN_CONTAINER = Script.resource(SshCephAdmin.class, "in-container.sh");

  /** A host that has only cephadm, as one has that cephadm deployed, need not be told to be one. */
  private static final String FOUND =
      "if command -v ceph >/dev/null 2>&1 || ! command -v cephadm >/dev/null 2>&1; then\n"
          + ON_HOST
          + "else\n"
          + IN_CONTAINER
          + "fi\n";

  private final AdminNodes admins;
  private final ObjectMapper json = new ObjectMapper();
  private final KeptAnswers<KeyOf, Optional<Secret>> keys = new KeptAnswers<>(KEPT);
  private final KeptAnswers<ConfOf, String> confs = new KeptAnswers<>(KEPT);

  /** The admin nodes among these nodes. */
  public SshCephAdmin(Nodes nodes) {
    this.admins = new AdminNodes(nodes);
  }

  @Override
  public Script script(CephAccess access, String name, String body, Object... arguments) {
    String functions =
        switch (access.run()) {
          case HOST -> FOUND;
          case CEPHADM -> IN_CONTAINER;
        };
    List<Object> all = new ArrayList<>();
    all.add(access.cluster());
    all.addAll(List.of(arguments));
    return Script.of(name, functions + body, all.toArray());
  }

  @Override
  public AdminAnswer inspect(CephAccess access, Script script) {
    return admins.inspect(access, script);
  }

  @Override
  public AdminAnswer inspect(CephAccess access, Script script, Fence fence) {
    return admins.inspect(access, script, fence);
  }

  @Override
  public AdminAnswer change(CephAccess access, Script script, Fence fence) {
    return admins.change(access, script, fence);
  }

  @Override
  public Optional<Secret> key(UUID saga, CephAccess access, ClientName client) {
    KeyOf question = new KeyOf(saga, access, client);
    Optional<Secret> key = keys.get(question, () -> readKey(access, client));
    if (key.isEmpty()) {
      // A look comes before the step that makes the user, in the same saga.
      keys.forget(question);
    }
    return key;
  }

  @Override
  public String minimalConf(UUID saga, CephAccess access) {
    return confs.get(new ConfOf(saga, access), () -> readConf(access));
  }

  private Optional<Secret> readKey(CephAccess access, ClientName client) {
    Script question =
        script(
                access,
                "read the key of client." + client,
                "ceph auth get \"client.$1\" -f json",
                client)
            .within(Limits.ADMIN_QUESTION)
            .inConfidence();
    AdminAnswer answer = admins.inspect(access, question);
    ScriptResult result = answer.result();
    if (result.status() == NO_SUCH_USER && result.errorText().contains("ENOENT")) {
      return Optional.empty();
    }
    JsonNode user = parse(succeeded(access, answer));
    String key = user.path(0).path("key").asText("");
    return key.isEmpty() ? Optional.empty() : Optional.of(Secret.of(key));
  }

  private String readConf(CephAccess access) {
    Script question =
        script(access, "make a minimal ceph.conf", "ceph config generate-minimal-conf")
            .within(Limits.ADMIN_QUESTION);
    AdminAnswer answer = admins.inspect(access, question);
    if (answer.result().status() == 22) {
      throw new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          "The Ceph cluster of %s is too old to make a minimal ceph.conf (Nautilus or newer can)."
              .formatted(answer.node().name()));
    }
    return MinimalConf.normalise(succeeded(access, answer).result().text());
  }

  private static AdminAnswer succeeded(CephAccess access, AdminAnswer answer) {
    ScriptResult result = answer.result();
    if (result.succeeded()) {
      return answer;
    }
    if (CephAdmin.unreachable(result)) {
      throw new NodeFailure(
          ErrorCode.CLUSTER_UNREACHABLE,
          "The Ceph cluster does not answer on %s: %s"
              .formatted(answer.node().name(), result.errorText()));
    }
    if (result.status() == NOT_FOUND) {
      throw new NodeFailure(
          ErrorCode.NODE_UNSUITABLE,
          """
          %s has no "%s" command: is it the Ceph admin node, and does the document say rightly \
          whether Ceph's commands are on the host or in cephadm's container?\
          """
              .formatted(
                  answer.node().name(), access.run() == CephAccess.Run.HOST ? "ceph" : "cephadm"));
    }
    throw new NodeFailure(
        ErrorCode.COMMAND_FAILED,
        "ceph on %s ended with status %d: %s"
            .formatted(answer.node().name(), result.status(), result.errorText()));
  }

  private JsonNode parse(AdminAnswer answer) {
    try {
      return json.readTree(answer.result().output());
    } catch (IOException unreadable) {
      // The text may hold a key, so it is not repeated here.
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "ceph on %s answered something that is not JSON.".formatted(answer.node().name()));
    }
  }

  private record KeyOf(UUID saga, CephAccess access, ClientName client) {}

  private record ConfOf(UUID saga, CephAccess access) {}
}
