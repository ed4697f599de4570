package io.mooring.participant.testing;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.Command;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.Event;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Limits;
import io.mooring.contracts.MessageTypes;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import io.mooring.node.NodeAccessSettings;
import io.mooring.node.SshNodes;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.node.ceph.SshCephAdmin;
import io.mooring.participant.run.CrashPoints;
import io.mooring.participant.run.InspectFirst;
import io.mooring.participant.run.ParticipantInstance;
import io.mooring.participant.step.Progress;
import io.mooring.participant.step.Step;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Runs single steps on the nodes of the lab, as a saga would. */
public final class LabSaga implements AutoCloseable {
  private static final Path HOME =
      Path.of(
          System.getenv()
              .getOrDefault(
                  "MOORING_HOME", System.getProperty("user.home") + "/.local/share/mooring"));

  private static final String WRITTEN_FOR = "10.77";

  /** The first two numbers of all addresses; where another lab is given, its. */
  private static final String PREFIX = System.getenv().getOrDefault("LAB_PREFIX", WRITTEN_FOR);

  private final SshNodes nodes =
      new SshNodes(
          NodeAccessSettings.of(HOME.resolve("credentials"), HOME.resolve("known_hosts.d")));
  private final CephAdmin cephAdmin = new SshCephAdmin(nodes);
  private final AtomicLong epoch = new AtomicLong(System.currentTimeMillis());
  private final UUID saga = UUID.randomUUID();
  private final IntegrationName integration = new IntegrationName("single-steps");

  /** The lab's Ceph cluster. */
  public CephAccess ceph() {
    return new CephAccess(
        node("ceph-mon-01", "10.77.0.10"), new ClusterName("ceph"), CephAccess.Run.HOST, List.of());
  }

  /** The lab's Ceph admin node. */
  public CephAdmin cephAdmin() {
    return cephAdmin;
  }

  /** A node of the lab; its address begins as in a lab that nobody has moved. */
  public NodeAddress node(String name, String address) {
    String host = address.replace(WRITTEN_FOR + ".", PREFIX + ".");
    return new NodeAddress(
        new NodeName(name), host, 22, new AccountName("ops"), new CredentialName("lab"), null);
  }

  /** Runs one step and says what happened and how long it took. */
  public Event run(Step<?, ?> step, NodeAddress node, Mode mode, Action action) {
    Dispatch dispatch =
        new Dispatch(
            UUID.randomUUID(),
            integration,
            saga,
            StepName.of(MessageTypes.of(action).name(), node.name()),
            1,
            epoch.incrementAndGet(),
            mode,
            Clock.systemUTC().instant().plus(Duration.ofMinutes(15)),
            Limits.of(action),
            node,
            Map.of(),
            mode == Mode.UNDO ? Optional.of(saga) : Optional.empty(),
            Optional.empty(),
            Map.of());
    return new InspectFirst(
            List.of(step),
            nodes,
            new ParticipantInstance("lab"),
            new CrashPoints(Optional.empty()),
            Clock.systemUTC())
        .run(new Command(dispatch, action), Progress.UNTOLD);
  }

  @Override
  public void close() {
    nodes.close();
  }
}
