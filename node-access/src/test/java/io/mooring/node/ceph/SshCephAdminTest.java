package io.mooring.node.ceph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.Authorship;
import io.mooring.node.Fence;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import io.mooring.node.Tunnel;
import io.mooring.node.WriteResult;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the answers of ceph mean; recorded from Ceph 16.2. */
class SshCephAdminTest {
  private static final UUID SAGA = new UUID(0, 1);
  private static final ClientName GLANCE = new ClientName("glance");
  private static final CephAccess ACCESS =
      new CephAccess(
          new NodeAddress(
              new NodeName("mon"),
              "10.0.0.1",
              22,
              new AccountName("root"),
              new CredentialName("lab"),
              null),
          new ClusterName("ceph"),
          CephAccess.Run.HOST,
          List.of());
  private final AtomicInteger asked = new AtomicInteger();

  @Test
  void readsAKeyOnceForASaga() {
    CephAdmin admin =
        answering(
            0,
            "[{\"entity\":\"client.glance\",\"key\":\"QUJD\",\"caps\":{\"mon\":\"profile rbd\"}}]",
            "exported keyring for client.glance");
    assertThat(admin.key(SAGA, ACCESS, GLANCE)).contains(Secret.of("QUJD"));
    assertThat(admin.key(SAGA, ACCESS, GLANCE)).contains(Secret.of("QUJD"));
    assertThat(asked).hasValue(1);
    admin.key(new UUID(0, 2), ACCESS, GLANCE);
    assertThat(asked).hasValue(2);
  }

  @Test
  void tellsThatThereIsNoSuchUser() {
    CephAdmin admin = answering(2, "", "Error ENOENT: failed to find client.glance in keyring");
    assertThat(admin.key(SAGA, ACCESS, GLANCE)).isEmpty();

    // and asks again, since the saga itself makes it between two looks
    admin.key(SAGA, ACCESS, GLANCE);
    assertThat(asked).hasValue(2);
  }

  @Test
  void tellsWhatIsWrongAndAsksAgain() {
    CephAdmin silent = answering(1, "", "timed out");
    assertThat(failure(silent)).isEqualTo(ErrorCode.CLUSTER_UNREACHABLE);
    assertThat(failure(silent)).isEqualTo(ErrorCode.CLUSTER_UNREACHABLE);
    assertThat(asked).hasValue(2);
    assertThat(failure(answering(127, "", "sh: 3: ceph: not found")))
        .isEqualTo(ErrorCode.NODE_UNSUITABLE);
    assertThat(failure(answering(13, "", "Error EACCES: access denied")))
        .isEqualTo(ErrorCode.COMMAND_FAILED);
    assertThat(failure(answering(0, "QUJD is no JSON", ""))).isEqualTo(ErrorCode.COMMAND_FAILED);
  }

  @Test
  void namesTheNodeInWhatItSays() {
    CephAdmin without = answering(127, "", "sh: 3: ceph: not found");
    CephAdmin old = answering(22, "", "no valid command found");
    assertThatThrownBy(() -> without.key(SAGA, ACCESS, GLANCE))
        .hasMessageStartingWith("mon has no \"ceph\" command");
    assertThatThrownBy(() -> old.minimalConf(SAGA, ACCESS))
        .hasMessageStartingWith("The Ceph cluster of mon is too old");
  }

  @Test
  void neverRepeatsWhatCephPrinted() {
    CephAdmin admin = answering(0, "QUJD is no JSON", "");
    assertThatThrownBy(() -> admin.key(SAGA, ACCESS, GLANCE)).hasMessageNotContaining("QUJD");
  }

  @Test
  void asksTheNextAdminNodeWhenOneIsAway() {
    // given
    CephAdmin admin =
        new SshCephAdmin(
            address -> {
              if (address.name().value().equals("mon")) {
                throw new NodeFailure(ErrorCode.NODE_UNREACHABLE, "mon is away.");
              }
              return new Answering(address, result(0, "{}", ""));
            });
    CephAccess access = twoAdmins();

    // when
    AdminAnswer first = admin.inspect(access, Script.of("ask", "true"));
    AdminAnswer second = admin.inspect(access, Script.of("ask", "true"));

    // then
    assertThat(first.node().name()).hasToString("mon-b");
    assertThat(first.silent()).containsExactly("mon is away.");
    assertThat(second.silent()).isEmpty();
  }

  @Test
  void asksTheNextAdminNodeWhenNoMonitorAnswersOne() {
    CephAdmin admin =
        new SshCephAdmin(
            address ->
                new Answering(
                    address,
                    address.name().value().equals("mon")
                        ? result(1, "", "timed out")
                        : result(0, "[{\"key\":\"QUJD\"}]", "")));
    assertThat(admin.key(SAGA, twoAdmins(), GLANCE)).contains(Secret.of("QUJD"));
  }

  @Test
  void anAdminNodeThatRefusesUsIsNotPassedOver() {
    CephAdmin admin =
        new SshCephAdmin(
            address -> {
              throw new NodeFailure(ErrorCode.HOST_KEY_MISMATCH, "another key");
            });
    assertThatThrownBy(() -> admin.inspect(twoAdmins(), Script.of("ask", "true")))
        .hasMessage("another key");
  }

  private static CephAccess twoAdmins() {
    NodeAddress first = ACCESS.admin();
    NodeAddress second =
        new NodeAddress(
            new NodeName("mon-b"), "10.0.0.2", 22, first.user(), first.credential(), null);
    return new CephAccess(first, ACCESS.cluster(), ACCESS.run(), List.of(second));
  }

  private static ErrorCode failure(CephAdmin admin) {
    try {
      admin.key(SAGA, ACCESS, GLANCE);
      throw new AssertionError("it should have failed");
    } catch (NodeFailure failure) {
      return failure.code();
    }
  }

  private CephAdmin answering(int status, String output, String errors) {
    return new SshCephAdmin(address -> new Answering(address, result(status, output, errors)));
  }

  private static ScriptResult result(int status, String output, String errors) {
    return new ScriptResult(
        status,
        output.getBytes(StandardCharsets.UTF_8),
        errors.getBytes(StandardCharsets.UTF_8),
        false);
  }

  private final class Answering implements NodeSession {
    private final NodeAddress address;
    private final ScriptResult result;

    private Answering(NodeAddress address, ScriptResult result) {
      this.address = address;
      this.result = result;
    }

    @Override
    public NodeAddress address() {
      return address;
    }

    @Override
    public ScriptResult inspect(Script script) {
      asked.incrementAndGet();
      return result;
    }

    @Override
    public ScriptResult change(Script script, Fence fence) {
      throw new AssertionError("a reader changes nothing");
    }

    @Override
    public FileState stat(FilePath path) {
      throw new AssertionError("not asked for");
    }

    @Override
    public FileState read(FilePath path, int limit) {
      throw new AssertionError("not asked for");
    }

    @Override
    public WriteResult write(FileWrite write, FileState expected, Fence fence) {
      throw new AssertionError("a reader changes nothing");
    }

    @Override
    public WriteResult writeAgain(FilePath path, Fence fence) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Authorship authorship(FilePath path, Fence fence) {
      throw new UnsupportedOperationException();
    }

    @Override
    public WriteResult restore(FilePath path, Fence fence) {
      throw new AssertionError("a reader changes nothing");
    }

    @Override
    public Tunnel tunnel(String host, int port) {
      throw new AssertionError("not asked for");
    }
  }
}
