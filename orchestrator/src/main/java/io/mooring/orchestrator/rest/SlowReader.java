package io.mooring.orchestrator.rest;

import io.mooring.orchestrator.service.Bell;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;

/** A client of an event stream, who gets the next event only when the last one was written. */
final class SlowReader {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(5);

  private final MultiEmitter<? super OutboundSseEvent> emitter;
  private final Bell asked = new Bell();

  /** The client is not there any more. */
  static final class Gone extends Exception {
    private Gone() {
      super("the client is gone", null, false, false);
    }
  }

  SlowReader(MultiEmitter<? super OutboundSseEvent> emitter) {
    this.emitter = emitter;
    emitter.onRequest(more -> asked.ring()).onTermination(asked::ring);
  }

  boolean isGone() {
    return emitter.isCancelled();
  }

  /** Waits until the client can take an event, and gives it. */
  void send(OutboundSseEvent event) throws Gone, InterruptedException {
    while (true) {
      long seen = asked.count();
      if (emitter.isCancelled()) {
        throw new Gone();
      }
      if (emitter.requested() > 0) {
        emitter.emit(event);
        return;
      }
      asked.await(seen, LOOK_AGAIN);
    }
  }

  void end() {
    emitter.complete();
  }
}
