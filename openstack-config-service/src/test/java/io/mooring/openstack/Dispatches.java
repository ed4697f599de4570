package io.mooring.openstack;

import io.mooring.contracts.Dispatch;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.StepName;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Dispatches of steps. */
public final class Dispatches {
  private Dispatches() {}

  /** The first attempt of a step. */
  public static Dispatch first(String action, NodeAddress node) {
    return new Dispatch(
        UUID.randomUUID(),
        new IntegrationName("lab"),
        UUID.randomUUID(),
        StepName.of(action, node.name()),
        1,
        1,
        Mode.APPLY,
        Instant.MAX,
        Dispatch.UNTOLD_LIMIT,
        node,
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        Map.of());
  }
}
