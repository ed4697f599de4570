package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.service.Bell;
import io.mooring.orchestrator.service.Retention;
import io.mooring.orchestrator.service.SagaWriter;
import io.mooring.orchestrator.service.Upkeep;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;

/** Looks now and then for what is to be done without anybody asking, where this process writes. */
@ApplicationScoped
class UpkeepLoop {
  private static final Duration POLL = Duration.ofSeconds(5);

  private final Upkeep upkeep;
  private final Retention retention;
  private final SagaWriter writer;
  private final BackgroundLoops loops;
  private BackgroundLoop loop;

  UpkeepLoop(Upkeep upkeep, Retention retention, SagaWriter writer, BackgroundLoops loops) {
    this.upkeep = upkeep;
    this.retention = retention;
    this.writer = writer;
    this.loops = loops;
  }

  void start(@Observes StartupEvent started) {
    loop = loops.start("mooring-upkeep", new Bell(), POLL, this::look);
  }

  void stop(@Observes ShutdownEvent stopped) {
    if (loop != null) {
      loop.stop();
    }
  }

  private void look() {
    if (writer.isWriting()) {
      upkeep.doWhatIsDue();
      retention.forgetSome();
    }
  }
}
