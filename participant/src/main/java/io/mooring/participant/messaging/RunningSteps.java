package io.mooring.participant.messaging;

import io.mooring.contracts.Counted;
import io.mooring.participant.run.ParticipantSettings;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/**
 * The steps that run now. Once the process is to stop, none begins any more and those that run get
 * time to end, so that a planned stop leaves nothing for the orchestrator to find out.
 */
@Singleton
public class RunningSteps {
  private static final Logger LOG = Logger.getLogger(RunningSteps.class);

  private final Duration drainTime;
  private final Lock lock = new ReentrantLock();
  private final Condition ended = lock.newCondition();
  private boolean stopping;
  private volatile boolean drained;
  private int running;

  /** No step runs yet. */
  public RunningSteps(ParticipantSettings settings) {
    this.drainTime = settings.drainTime();
  }

  /** Runs a step, or returns false when the process is to stop: then it is left to others. */
  boolean run(Runnable step) {
    if (!begin()) {
      return false;
    }
    try {
      step.run();
      return true;
    } finally {
      end();
    }
  }

  /** The process is to stop; its channels and connections still work. */
  void drain(@Observes ShutdownEvent stop) {
    int unfinished = drain();
    if (unfinished > 0) {
      LOG.warnf(
          "%s did not end within %s; other participants take them over",
          Counted.of(unfinished, "step"), drainTime);
    }
  }

  /** Lets no more steps begin, waits for those that run, and returns how many still do. */
  int drain() {
    lock.lock();
    try {
      stopping = true;
      long nanos = drainTime.toNanos();
      while (running > 0 && nanos > 0) {
        nanos = ended.awaitNanos(nanos);
      }
      return running;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return running;
    } finally {
      drained = true;
      lock.unlock();
    }
  }

  /** Whether the time of those that ran when the process was to stop is over. */
  boolean areDrained() {
    return drained;
  }

  private boolean begin() {
    lock.lock();
    try {
      if (!stopping) {
        running++;
      }
      return !stopping;
    } finally {
      lock.unlock();
    }
  }

  private void end() {
    lock.lock();
    try {
      running--;
      ended.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
