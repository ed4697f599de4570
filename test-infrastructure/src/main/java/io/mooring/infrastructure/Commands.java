package io.mooring.infrastructure;

import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Commands to try things with. */
public final class Commands {
  /** Later than any test ends. */
  public static final Instant DEADLINE = Instant.parse("2100-01-01T00:00:00Z");

  private Commands() {}

  /** A command that checks a cluster on the node. */
  public static Command on(String node, long epoch) {
    return with(node, epoch, Mode.APPLY, DEADLINE);
  }

  /** A command whose node is this machine, with its sshd on the port. */
  public static Command at(String node, int port) {
    return with(node, port, 1, Mode.APPLY, DEADLINE, Optional.empty());
  }

  /** A command with what matters to the runner. */
  public static Command with(String node, long epoch, Mode mode, Instant deadline) {
    return with(node, 22, epoch, mode, deadline, Optional.empty());
  }

  /** A command that only the plan with this digest will do for. */
  public static Command expecting(Mode mode, String digest) {
    return with("mon", 22, 1, mode, DEADLINE, Optional.of(digest));
  }

  private static Command with(
      String node, int port, long epoch, Mode mode, Instant deadline, Optional<String> expected) {
    NodeAddress address = Site.node(node, port);
    Dispatch dispatch =
        new Dispatch(
            UUID.randomUUID(),
            new IntegrationName("lab"),
            UUID.randomUUID(),
            StepName.of("check-cluster", address.name()),
            1,
            epoch,
            mode,
            deadline,
            Dispatch.UNTOLD_LIMIT,
            address,
            Map.of(),
            Optional.empty(),
            expected,
            Map.of());
    return new Command(
        dispatch, new Action.CheckCluster(Site.ceph(address), Set.of(), Set.of(), List.of()));
  }
}
