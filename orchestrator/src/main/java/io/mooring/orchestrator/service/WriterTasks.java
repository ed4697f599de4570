package io.mooring.orchestrator.service;

import io.mooring.contracts.Command;
import io.mooring.orchestrator.saga.OpenSaga;
import io.mooring.orchestrator.saga.SagaInput;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** What other threads want done by the writer's thread. */
@ApplicationScoped
public class WriterTasks {
  private static final Duration ANSWER = Duration.ofSeconds(15);

  private final SagaWriter writer;
  private final DirectOrders elsewhere;
  private final Queue<Task> tasks = new ConcurrentLinkedQueue<>();
  private volatile Runnable alarm = () -> {};

  WriterTasks(SagaWriter writer, DirectOrders elsewhere) {
    this.writer = writer;
    this.elsewhere = elsewhere;
  }

  private interface Task {
    void run();

    void fail(RuntimeException fault);
  }

  /**
   * What an order leads to.
   *
   * @param inputs what the saga takes in
   * @param answer what is told once that is committed
   */
  public record Decision<T>(List<SagaInput> inputs, T answer) {}

  /** The writer of this process stopped writing before the task was done. */
  private static final class NotWriting extends RuntimeException {
    NotWriting() {
      super("another orchestrator writes now");
    }
  }

  /** Who wakes the writer's thread when there is something to do. */
  public void onArrival(Runnable wakeUp) {
    alarm = wakeUp;
  }

  /** Hands a saga over that was just stored; before its commands leave. */
  void adopt(HeldSaga saga) {
    tasks.add(
        new Task() {
          @Override
          public void run() {
            writer.adopt(saga);
          }

          @Override
          public void fail(RuntimeException fault) {
            // Whoever writes next finds it among the rows.
          }
        });
  }

  /**
   * Gives an order to a saga, whoever writes, and waits until it is carried out.
   *
   * @param decide sees the saga as it is, and says what it takes in; may be asked again
   * @return the answer once that is committed; empty when the saga is unknown or set aside
   */
  public <T> Optional<T> order(UUID saga, Function<OpenSaga, Decision<T>> decide) {
    if (!writer.isWriting()) {
      return elsewhere.order(saga, decide);
    }
    try {
      return enqueue(saga, decide).get(ANSWER.toSeconds(), TimeUnit.SECONDS);
    } catch (ExecutionException fault) {
      return switch (fault.getCause()) {
        case NotWriting gone -> elsewhere.order(saga, decide);
        case RuntimeException cause -> throw cause;
        default -> throw new IllegalStateException(fault);
      };
    } catch (TimeoutException late) {
      throw new IllegalStateException("the writer does not answer; see its log", late);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(end);
    }
  }

  private <T> CompletableFuture<Optional<T>> enqueue(
      UUID saga, Function<OpenSaga, Decision<T>> decide) {
    CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
    tasks.add(
        new Task() {
          @Override
          public void run() {
            Optional<Decision<T>> decision =
                writer.find(saga).map(found -> decide.apply(found.open()));
            decision
                .map(Decision::inputs)
                .filter(inputs -> !inputs.isEmpty())
                .ifPresent(inputs -> writer.advance(Map.of(saga, inputs)));
            answer.complete(decision.map(Decision::answer));
          }

          @Override
          public void fail(RuntimeException fault) {
            answer.completeExceptionally(fault);
          }
        });
    alarm.run();
    return answer;
  }

  /** Makes an incident of a command that the bus will never carry; its step would wait in vain. */
  public void refused(Command command, String refusal) {
    SagaInput failed = RefusedCommands.failed(command, refusal, writer.now());
    enqueue(command.dispatch().saga(), saga -> new Decision<>(List.of(failed), saga));
  }

  /** Does what has come so far, in the writer's thread. */
  public void run() {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      try {
        task.run();
      } catch (RuntimeException fault) {
        task.fail(fault);
        throw fault;
      }
    }
  }

  /** This process does not write: nobody shall wait here. */
  public void refuse() {
    for (Task task = tasks.poll(); task != null; task = tasks.poll()) {
      task.fail(new NotWriting());
    }
  }
}
