package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.service.Bell;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Does the same work again and again on a thread of its own, and outlives every fault but those of
 * the virtual machine itself.
 */
final class BackgroundLoop {
  private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Bell bell;
  private final Duration poll;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean stopping;
  private volatile State state = new State.Working();

  /** How a loop fares. */
  sealed interface State {
    /** Its last work was done. */
    record Working() implements State {}

    /**
     * Its last work failed; it tries again.
     *
     * @param times how often in a row
     * @param fault what was thrown, as one line
     */
    record Failing(int times, String fault) implements State {}

    /**
     * It ended for good; only a new process helps.
     *
     * @param fault what was thrown, as one line
     */
    record Broken(String fault) implements State {}
  }

  BackgroundLoop(String name, Bell bell, Duration poll, Runnable work) {
    this.bell = bell;
    this.poll = poll;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  String name() {
    return thread.getName();
  }

  State state() {
    return state;
  }

  /** Lets the work in hand finish, then ends. */
  void stop() {
    stopping = true;
    bell.ring();
    try {
      thread.join(STOP);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    }
    thread.interrupt();
  }

  private void run() {
    int faults = 0;
    while (!stopping) {
      Optional<Throwable> fault = workOnce();
      if (fault.isEmpty()) {
        faults = 0;
      } else if (isFatal(fault.get())) {
        state = new State.Broken(fault.get().toString());
        LOG.fatalf(fault.get(), "%s has ended: this process must be restarted", name());
        return;
      } else {
        faults++;
        report(faults, fault.get());
        pause(faults);
      }
    }
  }

  private Optional<Throwable> workOnce() {
    try {
      long seen = bell.count();
      work.run();
      state = new State.Working();
      bell.await(seen, poll);
      return Optional.empty();
    } catch (InterruptedException end) {
      stopping = true;
      return Optional.empty();
    } catch (Throwable fault) {
      return Optional.of(fault);
    }
  }

  /** A stack that overflowed is whole again; whatever else the virtual machine lacks is not. */
  private static boolean isFatal(Throwable fault) {
    return fault instanceof VirtualMachineError && !(fault instanceof StackOverflowError);
  }

  private void report(int faults, Throwable fault) {
    state = new State.Failing(faults, fault.toString());
    if (stopping) {
      return;
    }
    if (faults == 1) {
      LOG.warnf(fault, "%s can't do its work; it is retried automatically", name());
    } else {
      LOG.debugf(fault, "%s still can't do its work", name());
    }
  }

  private void pause(int faults) {
    Duration doubled = Duration.ofMillis(100L << Math.min(faults, 6));
    Duration pause = doubled.compareTo(LONGEST_PAUSE) < 0 ? doubled : LONGEST_PAUSE;
    try {
      bell.await(Long.MAX_VALUE, stopping ? Duration.ZERO : pause);
    } catch (InterruptedException end) {
      stopping = true;
    }
  }
}
