package io.mooring.openstack;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.node.Authorship;
import io.mooring.node.Fence;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.NodeSession;
import io.mooring.node.Nodes;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import io.mooring.node.Tunnel;
import io.mooring.node.WriteResult;
import io.mooring.participant.step.StepContext;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A node that says what a test tells it, by the names of scripts. Its tunnels lead to this machine
 * itself.
 */
public final class ScriptedNode implements NodeSession {
  private final NodeAddress address;
  private final Map<String, Supplier<String>> answers = new HashMap<>();
  private final Map<FilePath, String> files = new HashMap<>();
  private final List<String> ran = new ArrayList<>();
  private Authorship authorship = new Authorship.NotOurs();
  private WriteResult restored = new WriteResult.NothingToRestore();

  /** What the look at services prints on a Debian node where nothing runs. */
  private static final String DEBIAN =
      Stream.of("glance-api", "cinder-volume", "cinder-backup", "nova-compute", "libvirtd")
          .map("unit Id=%s.service\nunit LoadState=loaded\nunit \n"::formatted)
          .collect(Collectors.joining());

  public ScriptedNode(String name) {
    answers.put("look what runs the services", () -> DEBIAN);
    address =
        new NodeAddress(
            new NodeName(name),
            "127.0.0.1",
            22,
            new AccountName("root"),
            new CredentialName("none"),
            null);
  }

  /** What a script of this name prints; all others fail. */
  public ScriptedNode says(String script, String output) {
    return says(script, () -> output);
  }

  /** The same with something to do at each run. */
  public ScriptedNode says(String script, Supplier<String> output) {
    answers.put(script, output);
    return this;
  }

  /** A file that is there. */
  public ScriptedNode has(FilePath path, String content) {
    files.put(path, content);
    return this;
  }

  /** What comes of restoring a file. */
  public ScriptedNode restores(WriteResult result) {
    restored = result;
    return this;
  }

  /** Whose work every file is. */
  public ScriptedNode wrote(Authorship whose) {
    authorship = whose;
    return this;
  }

  /** What a file says now. */
  public String content(FilePath path) {
    return files.get(path);
  }

  /** The names of the scripts that ran, in their order. */
  public List<String> ran() {
    return List.copyOf(ran);
  }

  /** These nodes and no others. */
  public static Nodes nodes(ScriptedNode... nodes) {
    return address ->
        List.of(nodes).stream().filter(node -> node.address().equals(address)).findFirst().get();
  }

  /** A first attempt on this node. */
  public StepContext context(Dispatch dispatch, ScriptedNode... others) {
    return new StepContext(dispatch, this, nodes(others));
  }

  @Override
  public NodeAddress address() {
    return address;
  }

  @Override
  public Tunnel tunnel(String host, int port) {
    return new Tunnel() {
      @Override
      public int localPort() {
        return port;
      }

      @Override
      public void close() {
        // There is nothing between the two ends.
      }
    };
  }

  @Override
  public ScriptResult inspect(Script script) {
    ran.add(script.name());
    return answers.containsKey(script.name())
        ? result(0, answers.get(script.name()).get())
        : result(1, "");
  }

  @Override
  public ScriptResult change(Script script, Fence fence) {
    return inspect(script);
  }

  private static ScriptResult result(int status, String output) {
    return new ScriptResult(status, output.getBytes(StandardCharsets.UTF_8), new byte[0], false);
  }

  @Override
  public FileState stat(FilePath path) {
    return read(path, 0);
  }

  @Override
  public FileState read(FilePath path, int limit) {
    if (!files.containsKey(path)) {
      return new FileState.Absent(path);
    }
    byte[] content = files.get(path).getBytes(StandardCharsets.UTF_8);
    return new FileState.Present(
        path,
        Secret.of(content).sha256(),
        new AccountName("root"),
        new AccountName("glance"),
        0640,
        content.length,
        Instant.EPOCH,
        content);
  }

  @Override
  public WriteResult write(FileWrite write, FileState expected, Fence fence) {
    files.put(write.path(), write.content().revealText());
    return new WriteResult.Written();
  }

  @Override
  public WriteResult restore(FilePath path, Fence fence) {
    ran.add("restore " + path);
    return restored;
  }

  @Override
  public WriteResult writeAgain(FilePath path, Fence fence) {
    throw new UnsupportedOperationException(path.value());
  }

  @Override
  public Authorship authorship(FilePath path, Fence fence) {
    return authorship;
  }
}
