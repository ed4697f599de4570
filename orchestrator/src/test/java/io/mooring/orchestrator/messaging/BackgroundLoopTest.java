package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.orchestrator.messaging.BackgroundLoop.State;
import io.mooring.orchestrator.service.Bell;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackgroundLoopTest {
  private static final Duration POLL = Duration.ofMillis(1);

  private final BackgroundLoops loops = new BackgroundLoops();
  private final AtomicInteger rounds = new AtomicInteger();

  @AfterEach
  void stop() {
    loops.all().forEach(BackgroundLoop::stop);
  }

  @Test
  void anErrorDoesNotEndIt() {
    // when
    loops.start("errors", new Bell(), POLL, () -> failTheFirst(2, new AssertionError("a defect")));

    // then
    await().until(() -> rounds.get() > 4);
    assertThat(loops.all().getFirst().state()).isInstanceOf(State.Working.class);
  }

  @Test
  void whatFailsAgainAndAgainIsNotReadyUntilItWorks() {
    // given
    Bell bell = new Bell();

    // when
    loops.start("fails", bell, POLL, () -> failTheFirst(4, new IllegalStateException("away")));

    // then
    LoopsReady ready = new LoopsReady(loops);
    await().until(() -> ready.call().getStatus() == Status.DOWN);
    assertThat(ready.call().getData().orElseThrow().get("fails").toString()).contains("away");
    assertThat(new LoopsAlive(loops).call().getStatus()).isEqualTo(Status.UP);
    await().until(() -> ready.call().getStatus() == Status.UP);
  }

  @Test
  void whatIsFatalEndsItForAllToSee() {
    // when
    loops.start("fatal", new Bell(), POLL, () -> failTheFirst(1, new OutOfMemoryError("test")));

    // then
    await().until(() -> new LoopsAlive(loops).call().getStatus() == Status.DOWN);
    assertThat(new LoopsReady(loops).call().getStatus()).isEqualTo(Status.DOWN);
    assertThat(rounds).hasValue(1);
  }

  private void failTheFirst(int times, Throwable fault) {
    if (rounds.incrementAndGet() <= times) {
      throw BackgroundLoopTest.<RuntimeException>unchecked(fault);
    }
  }

  @SuppressWarnings("unchecked") // errors and runtime exceptions only
  private static <T extends Throwable> T unchecked(Throwable fault) throws T {
    throw (T) fault;
  }
}
