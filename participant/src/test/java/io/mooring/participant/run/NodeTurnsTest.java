package io.mooring.participant.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Command;
import io.mooring.infrastructure.Commands;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTurnsTest {
  private final NodeTurns turns = new NodeTurns();
  private final CountDownLatch end = new CountDownLatch(1);
  private final List<String> log = new CopyOnWriteArrayList<>();

  @AfterEach
  void letGo() {
    end.countDown();
  }

  @Test
  void otherNodesRunAtOnce() {
    hold(Commands.on("one", 5), "one");
    hold(Commands.on("two", 4), "two");
    await().until(() -> log.containsAll(List.of("one begins", "two begins")));
  }

  @Test
  void anOlderCommandWaitsForItsTurn() {
    // given
    hold(Commands.on("one", 5), "new");
    await().until(() -> log.contains("new begins"));

    // when
    Thread older = hold(Commands.on("one", 4), "old");
    await().until(() -> older.getState() == Thread.State.WAITING);
    assertThat(log).containsExactly("new begins");
    end.countDown();

    // then
    await().until(() -> log.contains("old ends"));
    assertThat(log).containsExactly("new begins", "new ends", "old begins", "old ends");
  }

  @Test
  void aNewerCommandNeedNotWait() {
    hold(Commands.on("one", 5), "old");
    await().until(() -> log.contains("old begins"));
    hold(Commands.on("one", 6), "new");
    await().until(() -> log.contains("new begins"));
  }

  @Test
  void aSecondDeliveryWaitsAndDoesNothing() throws InterruptedException {
    // given
    Command command = Commands.on("one", 5);
    hold(command, "first");
    await().until(() -> log.contains("first begins"));

    // when
    Thread second = hold(command, "second");
    await().until(() -> second.getState() == Thread.State.WAITING);
    end.countDown();

    // then
    second.join();
    assertThat(log).doesNotContain("second begins");
  }

  private Thread hold(Command command, String name) {
    return Thread.ofVirtual()
        .start(
            () ->
                turns.take(
                    command.dispatch(),
                    () -> {
                      log.add(name + " begins");
                      awaitEnd();
                      log.add(name + " ends");
                    }));
  }

  private void awaitEnd() {
    try {
      end.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
