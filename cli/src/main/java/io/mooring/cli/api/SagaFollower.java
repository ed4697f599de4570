package io.mooring.cli.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Follows one saga: one thread reads the stream of its history, another reads the saga and its
 * steps whenever the stream says that something happened. Only what was read from the saga decides
 * about its end; the stream only says when to look.
 */
public final class SagaFollower implements AutoCloseable {
  private static final Duration BETWEEN_READS = Duration.ofMillis(250);
  private static final Duration SAFETY_READ = Duration.ofSeconds(5);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
  private static final Duration HISTORY_GRACE = Duration.ofSeconds(3);

  private final ApiClient api;
  private final String saga;
  private final Clock clock;
  private final EventTail tail;
  private final BlockingQueue<Update> updates = new LinkedBlockingQueue<>();
  private final Semaphore news = new Semaphore(1);
  private volatile boolean historyComplete;
  private volatile boolean closed;
  private Thread reader;
  private Thread listener;

  /** Follows this saga, its history from behind the given sequence (0: from its beginning). */
  public SagaFollower(ApiClient api, String saga, long after, Clock clock) {
    this.api = api;
    this.saga = saga;
    this.clock = clock;
    this.tail = new EventTail(api, saga, after);
  }

  /**
   * Begins. The first snapshot is read before this returns, so that a wrong address or saga shows
   * at once as {@link UnreachableException} or {@link RefusedException}.
   */
  public SagaFollower start() {
    updates.add(new Update.Read(api.snapshot(saga)));
    listener = Thread.ofVirtual().name("history of " + saga).start(this::listen);
    reader = Thread.ofVirtual().name("state of " + saga).start(this::keepReading);
    return this;
  }

  /** The next thing to be told; empty when there is none within the time. */
  public Optional<Update> next(Duration patience) throws InterruptedException {
    return Optional.ofNullable(updates.poll(patience.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void listen() {
    Duration pause = FIRST_PAUSE;
    while (!closed) {
      long begun = System.nanoTime();
      try {
        historyComplete = tail.read(news::release, this::happened);
      } catch (UnreachableException | RefusedException e) {
        // The other thread asks the same server and says what is wrong.
      }
      news.release();
      boolean lasted = System.nanoTime() - begun > LONGEST_PAUSE.toNanos();
      pause = lasted ? FIRST_PAUSE : longer(pause);
      if (!pauseFor(pause)) {
        return;
      }
    }
  }

  private void happened(HistoryEntry entry) {
    updates.add(new Update.Happened(entry));
    news.release();
  }

  private void keepReading() {
    Optional<Instant> lostSince = Optional.empty();
    Optional<Instant> restSince = Optional.empty();
    while (!closed) {
      long begun = System.nanoTime();
      try {
        Snapshot snapshot = api.snapshot(saga);
        if (lostSince.isPresent()) {
          lostSince = Optional.empty();
          updates.add(new Update.Found());
        }
        restSince = snapshot.saga().atRest() ? restSince.or(this::now) : Optional.empty();
        if (restSince.isPresent() && toldAll(restSince.get())) {
          updates.add(new Update.Ended(snapshot));
          return;
        }
        updates.add(new Update.Read(snapshot));
      } catch (UnreachableException | RefusedException e) {
        lostSince = lostSince.or(this::now);
        updates.add(new Update.Lost(lostSince.get(), e.getMessage()));
      }
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      boolean soon = lostSince.isPresent() || restSince.isPresent();
      if (!pauseFor(longest(BETWEEN_READS, took.multipliedBy(3))) || !awaitNews(soon)) {
        return;
      }
    }
  }

  /** A stream that never says "end" must not keep a finished saga's watcher for ever. */
  private boolean toldAll(Instant restSince) {
    return historyComplete
        || Duration.between(restSince, clock.instant()).compareTo(HISTORY_GRACE) > 0;
  }

  private Optional<Instant> now() {
    return Optional.of(clock.instant());
  }

  private boolean awaitNews(boolean soon) {
    try {
      Duration patience = soon ? BETWEEN_READS : SAFETY_READ;
      if (news.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        news.drainPermits();
      }
      return !closed;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private boolean pauseFor(Duration pause) {
    try {
      Thread.sleep(pause);
      return !closed;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
  }

  private static Duration longest(Duration one, Duration other) {
    return one.compareTo(other) >= 0 ? one : other;
  }

  @Override
  public void close() {
    closed = true;
    if (listener != null) {
      // What a virtual thread waits for on a socket ends with its interruption.
      listener.interrupt();
      reader.interrupt();
    }
  }
}
