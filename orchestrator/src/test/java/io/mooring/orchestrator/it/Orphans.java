package io.mooring.orchestrator.it;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.Command;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.Dispatch;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Messages without an orchestrator that remembers them. */
final class Orphans {
  private Orphans() {}

  static Command command(String integration) {
    NodeName node = new NodeName("node");
    return new Command(
        new Dispatch(
            UUID.randomUUID(),
            new IntegrationName(integration),
            UUID.randomUUID(),
            StepName.of("prove-access", node),
            1,
            1,
            Mode.APPLY,
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            Dispatch.UNTOLD_LIMIT,
            new NodeAddress(
                node, "192.0.2.1", 22, new AccountName("ops"), new CredentialName("lab"), null),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            Map.of()),
        new Action.ProveAccess(
            new ClusterName("ceph"),
            new ClientName("glance"),
            List.of(new PoolName("images")),
            new AccountName("glance")));
  }
}
