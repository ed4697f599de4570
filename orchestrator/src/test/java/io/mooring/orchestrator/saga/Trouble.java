package io.mooring.orchestrator.saga;

/**
 * How often things go wrong in a simulation, each in per cent.
 *
 * @param lost messages that never arrive
 * @param doubled messages that arrive twice
 * @param late executions that take longer than their limit
 * @param crashed executions whose process dies; the command is delivered again
 * @param unknown executions that end without a known outcome
 * @param retryable executions that fail in a way that may heal
 * @param failed executions that fail for good
 * @param powerCuts crash points at which the orchestrator dies, and another one takes over
 * @param frozen crash points at which it stands still until another one has taken over and gone on
 * @param unreachable sagas in whose time a node is away for minutes
 * @param orders how many orders, legal or not, come at any time; not in per cent
 */
record Trouble(
    int lost,
    int doubled,
    int late,
    int crashed,
    int unknown,
    int retryable,
    int failed,
    int powerCuts,
    int frozen,
    int unreachable,
    int orders) {
  static final Trouble NONE = new Trouble(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
  static final Trouble MUCH = new Trouble(4, 10, 4, 3, 4, 8, 2, 2, 1, 0, 0);
  static final Trouble AND_ORDERS = new Trouble(4, 10, 4, 3, 4, 8, 2, 2, 1, 25, 6);
}
