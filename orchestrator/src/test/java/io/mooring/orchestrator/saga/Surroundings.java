package io.mooring.orchestrator.saga;

import java.time.Duration;

/**
 * What a simulated saga meets.
 *
 * @param trouble how often things go wrong
 * @param slots how many steps run at once, over all nodes
 * @param shortest how long a step takes at least
 * @param away for how long the bus is away at the beginning
 * @param poll how long the orchestrator gathers events into one transaction; zero for one each
 */
record Surroundings(Trouble trouble, int slots, Duration shortest, Duration away, Duration poll) {
  static final Surroundings CALM =
      new Surroundings(Trouble.NONE, 64, Duration.ZERO, Duration.ZERO, Duration.ZERO);

  Surroundings with(Trouble other) {
    return new Surroundings(other, slots, shortest, away, poll);
  }

  /** A step on a cold node takes this long: connecting, logging in, sudo. */
  Surroundings taking(Duration atLeast) {
    return new Surroundings(trouble, slots, atLeast, away, poll);
  }

  Surroundings withoutBusFor(Duration time) {
    return new Surroundings(trouble, slots, shortest, time, poll);
  }

  Surroundings inBatches() {
    return new Surroundings(trouble, slots, shortest, away, Duration.ofMillis(250));
  }
}
