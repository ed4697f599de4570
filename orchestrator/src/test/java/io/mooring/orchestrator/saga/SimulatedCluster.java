package io.mooring.orchestrator.saga;

import io.mooring.contracts.Command;
import io.mooring.orchestrator.PowerCuts;
import io.mooring.orchestrator.PowerCuts.PowerCut;
import io.mooring.orchestrator.messaging.SimulatedLoop;
import io.mooring.orchestrator.persistence.DatabaseFault;
import io.mooring.orchestrator.persistence.RowsInMemory;
import io.mooring.orchestrator.service.CommandBus;
import io.mooring.orchestrator.service.SimulatedOrchestrator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Two orchestrators on the same rows and the same topic. One writes; at its crash points it may die
 * or stand still while the other one takes over.
 */
final class SimulatedCluster {
  /** How long the other one needs to notice, and a dead one to start. */
  private static final Duration NOTICED = Duration.ofMillis(700);

  private static final Duration LONGEST_WAIT = Duration.ofDays(1);

  private final Random random;
  private final Trouble trouble;
  private final RowsInMemory rows;
  private final SagaEngine engine;
  private final SimulatedLoop.Topic topic;
  private final Consumer<List<Command>> send;
  private final Clock clock;
  private final Alarm alarm;
  private final Member[] members = new Member[2];
  private Instant wakes = Instant.MIN;
  private boolean othersTurn;
  private int biggestBatch;

  /** Calls back later. */
  interface Alarm {
    void at(Instant when, Runnable what);
  }

  private record Member(SimulatedOrchestrator orchestrator, SimulatedLoop loop) {}

  SimulatedCluster(
      Random random,
      Trouble trouble,
      RowsInMemory rows,
      SagaEngine engine,
      SimulatedLoop.Topic topic,
      Consumer<List<Command>> send,
      Clock clock,
      Alarm alarm) {
    this.random = random;
    this.trouble = trouble;
    this.rows = rows;
    this.engine = engine;
    this.topic = topic;
    this.send = send;
    this.clock = clock;
    this.alarm = alarm;
    boot(0);
    boot(1);
  }

  int biggestBatch() {
    return biggestBatch;
  }

  private void boot(int index) {
    CommandBus bus =
        new CommandBus() {
          @Override
          public void send(List<Command> commands) {
            send.accept(commands);
          }

          @Override
          public void forget() {
            // The simulated bus has taken them already.
          }
        };
    SimulatedOrchestrator process =
        new SimulatedOrchestrator(
            rows, engine, bus, new PowerCuts(point -> atCrashPoint(index)), clock);
    members[index] = new Member(process, new SimulatedLoop(process.writer(), topic, clock));
  }

  private void atCrashPoint(int index) {
    if (chance(trouble.powerCuts())) {
      throw new PowerCut();
    }
    if (!othersTurn && chance(trouble.frozen())) {
      rows.endWriter();
      othersTurn = true;
      turn(1 - index);
      othersTurn = false;
    }
  }

  /** Somebody has something to do now. */
  void turn() {
    for (int index = 0; index < members.length; index++) {
      if (isWriting(index)) {
        turn(index);
      }
    }
    for (int index = 0; index < members.length && !isWriting(0) && !isWriting(1); index++) {
      turn(index);
    }
  }

  private boolean isWriting(int index) {
    return members[index].orchestrator().writer().isWriting();
  }

  private void turn(int index) {
    during(
        index,
        member -> {
          biggestBatch = Math.max(biggestBatch, member.loop().turn());
          return true;
        });
    if (isWriting(index)) {
      Duration next = members[index].loop().untilNext(LONGEST_WAIT);
      if (next.compareTo(LONGEST_WAIT) < 0) {
        wakeAt(clock.instant().plus(next).plusMillis(1));
      }
    }
  }

  private void wakeAt(Instant when) {
    if (!(wakes.isAfter(clock.instant()) && wakes.isBefore(when))) {
      wakes = when;
      alarm.at(when, this::turn);
    }
  }

  /** Has a saga stored and started by one of both. */
  void start(NewSaga made, Consumer<RowsInMemory.Row> stored) {
    during(
        random.nextInt(2),
        member -> {
          member
              .orchestrator()
              .start(
                  made,
                  "tester",
                  () -> {
                    stored.accept(rows.of(made.saga().id()));
                    if (chance(trouble.powerCuts())) {
                      throw new PowerCut();
                    }
                  });
          return true;
        });
    lookSoon();
  }

  /** Has an order carried out by one of both; nothing is known of it when that one dies. */
  <T> Optional<T> ask(Function<SimulatedOrchestrator, T> question) {
    Optional<T> answer = during(random.nextInt(2), member -> question.apply(member.orchestrator()));
    lookSoon();
    return answer;
  }

  private <T> Optional<T> during(int index, Function<Member, T> work) {
    try {
      return Optional.of(work.apply(members[index]));
    } catch (PowerCut dead) {
      if (isWriting(index)) {
        rows.endWriter();
      }
      boot(index);
      lookSoon();
      return Optional.empty();
    } catch (DatabaseFault ended) {
      members[index].loop().letGo();
      lookSoon();
      return Optional.empty();
    }
  }

  /** The writer compares its memory with the rows about twice a second; once late is enough. */
  private void lookSoon() {
    alarm.at(clock.instant().plus(NOTICED), this::turn);
    alarm.at(clock.instant().plusSeconds(6), this::turn);
  }

  private boolean chance(int percent) {
    return percent > 0 && random.nextInt(100) < percent;
  }
}
