package io.mooring.participant.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.participant.run.ParticipantSettings;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningStepsTest {
  private final CountDownLatch end = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  @AfterEach
  void letGo() {
    end.countDown();
    threads.close();
  }

  @Test
  void drainingWaitsForWhatRunsAndLetsNothingBegin() throws Exception {
    // given
    RunningSteps steps = steps(Duration.ofMinutes(1));
    CompletableFuture<Boolean> running = start(steps);

    // when
    CompletableFuture<Integer> drain = CompletableFuture.supplyAsync(steps::drain, threads);
    await().until(() -> !steps.run(() -> {}));

    // then
    assertThat(drain).isNotDone();
    end.countDown();
    assertThat(running.get()).isTrue();
    assertThat(drain.get()).isZero();
  }

  @Test
  void drainingEndsWhenItsTimeIsOver() {
    // given
    RunningSteps steps = steps(Duration.ofMillis(50));
    start(steps);

    // then
    assertThat(steps.drain()).isEqualTo(1);
  }

  @Test
  void aStepThatFailsHasEnded() {
    // given
    RunningSteps steps = steps(Duration.ofMinutes(1));

    // when
    CompletableFuture<Boolean> failed =
        CompletableFuture.supplyAsync(
            () ->
                steps.run(
                    () -> {
                      throw new IllegalStateException("a defect");
                    }),
            threads);

    // then
    await().until(failed::isCompletedExceptionally);
    assertThat(steps.drain()).isZero();
  }

  private CompletableFuture<Boolean> start(RunningSteps steps) {
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Boolean> running =
        CompletableFuture.supplyAsync(
            () ->
                steps.run(
                    () -> {
                      begun.countDown();
                      awaitEnd();
                    }),
            threads);
    await().until(() -> begun.getCount() == 0);
    return running;
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static RunningSteps steps(Duration drainTime) {
    return new RunningSteps(settings(drainTime));
  }

  static ParticipantSettings settings(Duration drainTime) {
    return new ParticipantSettings() {
      @Override
      public int concurrency() {
        return 1;
      }

      @Override
      public Duration drainTime() {
        return drainTime;
      }
    };
  }
}
