package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.SagaFollower;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Update;
import java.time.Clock;
import java.time.Duration;

/** Starts a saga that only looks, and waits until it has looked at everything. */
final class Looking {
  private static final Duration REDRAW = Duration.ofMillis(300);

  private final Terminal terminal;
  private final ApiClient api;

  Looking(Terminal terminal, ApiClient api) {
    this.terminal = terminal;
    this.api = api;
  }

  /** The saga as it ended. Progress goes to the standard error, for people only. */
  Snapshot look(String integration, ObjectNode request) throws InterruptedException {
    Saga saga = Saga.from(api.start(integration, request));
    try (SagaFollower follower =
        new SagaFollower(api, saga.id(), 0, Clock.systemDefaultZone()).start()) {
      while (true) {
        Update update = follower.next(REDRAW).orElse(null);
        if (update instanceof Update.Read read) {
          progress(read.snapshot());
        } else if (update instanceof Update.Ended ended) {
          clear();
          return ended.snapshot();
        }
      }
    }
  }

  private void progress(Snapshot snapshot) {
    if (terminal.redrawable()) {
      terminal
          .err()
          .printf("\r\u001b[KLooking: %d of %d", snapshot.done(), snapshot.steps().size());
      terminal.err().flush();
    }
  }

  private void clear() {
    if (terminal.redrawable()) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }
}
