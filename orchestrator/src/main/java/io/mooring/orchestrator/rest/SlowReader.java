package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.service.Bell;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;

/**
 * A client of an event stream, who gets the next event only when the last one was written, and is
 * given up when it takes none for too long: it holds one of a bounded number of streams.
 */
final class SlowReader {
  private final MultiEmitter<? super OutboundSseEvent> emitter;
  private final Duration patience;
  private final Bell asked = new Bell();

  /** The client is not there any more. */
  static final class Gone extends Exception {
    private Gone() {
      super("the client is gone", null, false, false);
    }
  }

  /**
   * Serves the client behind the emitter.
   *
   * @param patience how long it may take for one event
   */
  SlowReader(MultiEmitter<? super OutboundSseEvent> emitter, Duration patience) {
    this.emitter = emitter;
    this.patience = patience;
    emitter.onRequest(more -> asked.ring()).onTermination(asked::ring);
  }

  boolean isGone() {
    return emitter.isCancelled();
  }

  /** Waits until the client can take an event, and gives it. */
  void send(OutboundSseEvent event) throws Gone, InterruptedException {
    long began = System.nanoTime();
    while (true) {
      long seen = asked.count();
      if (emitter.isCancelled()) {
        throw new Gone();
      }
      if (System.nanoTime() - began > patience.toNanos()) {
        emitter.complete();
        throw new Gone();
      }
      if (emitter.requested() > 0) {
        emitter.emit(event);
        return;
      }
      asked.await(seen, patience);
    }
  }

  void end() {
    emitter.complete();
  }
}
