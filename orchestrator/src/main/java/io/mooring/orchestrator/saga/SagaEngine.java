package io.mooring.orchestrator.saga;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * The saga engine: what an input leads to. It has no state, reads no clock and touches nothing, and
 * what it costs depends on the slice alone.
 */
public final class SagaEngine {
  private final Supplier<UUID> commandIds;
  private final UnaryOperator<Duration> jitter;

  /**
   * An engine.
   *
   * @param commandIds a new id for each command
   * @param jitter spreads the waits before attempts, so that many nodes do not come back at once
   */
  public SagaEngine(Supplier<UUID> commandIds, UnaryOperator<Duration> jitter) {
    this.commandIds = commandIds;
    this.jitter = jitter;
  }

  /**
   * Applies an input.
   *
   * @param slice what {@link SliceQuery#of} asked for
   * @param input what happened
   * @param now the time
   */
  public Transition apply(SagaSlice slice, SagaInput input, Instant now) {
    throw new UnsupportedOperationException("not yet");
  }
}
