package io.mooring.orchestrator.messaging;

import io.mooring.orchestrator.service.Bell;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Does the same work again and again on a thread of its own, and outlives every fault. */
final class BackgroundLoop {
  private static final Logger LOG = Logger.getLogger(BackgroundLoop.class);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration STOP = Duration.ofSeconds(10);

  private final Bell bell;
  private final Duration poll;
  private final Runnable work;
  private final Thread thread;
  private volatile boolean stopping;

  private BackgroundLoop(String name, Bell bell, Duration poll, Runnable work) {
    this.bell = bell;
    this.poll = poll;
    this.work = work;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /**
   * Starts a loop.
   *
   * @param name name of its thread
   * @param bell wakes it
   * @param poll how long it waits at most
   * @param work what it does each time
   */
  static BackgroundLoop start(String name, Bell bell, Duration poll, Runnable work) {
    BackgroundLoop loop = new BackgroundLoop(name, bell, poll, work);
    loop.thread.start();
    return loop;
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
      long seen = bell.count();
      try {
        work.run();
        faults = 0;
        bell.await(seen, poll);
      } catch (InterruptedException end) {
        return;
      } catch (RuntimeException fault) {
        faults++;
        report(faults, fault);
        pause(faults);
      }
    }
  }

  private void report(int faults, RuntimeException fault) {
    if (stopping) {
      return;
    }
    if (faults == 1) {
      LOG.warnf(fault, "%s can't do its work; it tries again until it can", thread.getName());
    } else {
      LOG.debugf(fault, "%s still can't do its work", thread.getName());
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
