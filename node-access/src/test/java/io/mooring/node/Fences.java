package io.mooring.node;

import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.StepName;
import java.time.Duration;
import java.util.UUID;

/** Fences as a step's dispatch would make them. */
final class Fences {
  static final UUID SAGA = UUID.fromString("0198c0de-0000-7000-8000-000000000001");
  private static final StepName STEP = StepName.of("configure-test", new NodeName("node-1"));

  private Fences() {}

  static Fence of(IntegrationName integration, long epoch, Duration lockWait) {
    return of(integration, SAGA, epoch, lockWait);
  }

  static Fence of(IntegrationName integration, UUID saga, long epoch, Duration lockWait) {
    return new Fence(integration, saga, STEP, epoch, lockWait, false);
  }

  /** The same, for which the writes of every saga are ours. */
  static Fence ofAll(Fence fence) {
    return new Fence(
        fence.integration(), fence.saga(), fence.step(), fence.epoch(), fence.lockWait(), true);
  }
}
