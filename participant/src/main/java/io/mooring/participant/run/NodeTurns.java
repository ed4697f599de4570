package io.mooring.participant.run;

import io.mooring.contracts.Dispatch;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeName;
import jakarta.inject.Singleton;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Lets the commands of one integration run on a node one after another in this process. A newer one
 * need not wait: the orchestrator has given up the older, and the node's fence keeps it from harm.
 */
@Singleton
public final class NodeTurns {
  private final ConcurrentMap<Place, Turn> turns = new ConcurrentHashMap<>();

  /**
   * Does the work when it is this command's turn; blocks until it is done. A second delivery of the
   * command that is being worked on only waits for the first to end.
   */
  public void take(Dispatch dispatch, Runnable work) {
    Place place = new Place(dispatch.integration(), dispatch.node().name());
    Turn mine = new Turn(dispatch.command(), dispatch.epoch(), new CompletableFuture<>());
    while (!enter(place, mine)) {
      Turn before = turns.get(place);
      if (before == null) {
        continue;
      }
      before.end().join();
      if (before.command().equals(mine.command())) {
        return;
      }
    }
    try {
      work.run();
    } finally {
      turns.remove(place, mine);
      mine.end().complete(null);
    }
  }

  private boolean enter(Place place, Turn mine) {
    return turns.merge(place, mine, (before, next) -> next.epoch() > before.epoch() ? next : before)
        == mine;
  }

  private record Place(IntegrationName integration, NodeName node) {}

  private record Turn(UUID command, long epoch, CompletableFuture<Void> end) {}
}
