package io.mooring.node.ceph;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Answers that are asked for once and kept for a while; who asks meanwhile waits for the same. When
 * their time is over they are forgotten, whether anybody asks again or not: some are keys.
 */
final class KeptAnswers<K, V> {
  private final Map<K, CompletableFuture<V>> answers = new ConcurrentHashMap<>();
  private final Duration span;

  KeptAnswers(Duration span) {
    this.span = span;
  }

  /** The kept answer, or a new one. A failure is told to all who wait and is not kept. */
  V get(K question, Supplier<V> ask) {
    CompletableFuture<V> mine = new CompletableFuture<>();
    CompletableFuture<V> found = answers.putIfAbsent(question, mine);
    if (found != null) {
      return join(found);
    }
    try {
      V answer = ask.get();
      mine.complete(answer);
      CompletableFuture.delayedExecutor(span.toNanos(), TimeUnit.NANOSECONDS)
          .execute(() -> answers.remove(question, mine));
      return answer;
    } catch (RuntimeException failed) {
      answers.remove(question, mine);
      mine.completeExceptionally(failed);
      throw failed;
    }
  }

  /** Lets the next one ask anew. */
  void forget(K question) {
    answers.remove(question);
  }

  private static <V> V join(CompletableFuture<V> answer) {
    try {
      return answer.join();
    } catch (CompletionException failed) {
      if (failed.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failed;
    }
  }

  /** How many answers are kept. */
  int size() {
    return answers.size();
  }
}
