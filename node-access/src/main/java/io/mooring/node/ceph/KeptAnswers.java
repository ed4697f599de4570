package io.mooring.node.ceph;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Answers that are asked for once and kept for a while; who asks meanwhile waits for the same. */
final class KeptAnswers<K, V> {
  private final Map<K, Kept<V>> answers = new ConcurrentHashMap<>();
  private final Duration span;

  KeptAnswers(Duration span) {
    this.span = span;
  }

  /** The kept answer, or a new one. A failure is told to all who wait and is not kept. */
  V get(K question, Supplier<V> ask) {
    long now = System.nanoTime();
    answers.values().removeIf(kept -> kept.answer.isDone() && now - kept.since > span.toNanos());
    Kept<V> mine = new Kept<>(now, new CompletableFuture<>());
    Kept<V> found = answers.putIfAbsent(question, mine);
    if (found != null) {
      return join(found.answer);
    }
    try {
      V answer = ask.get();
      mine.answer.complete(answer);
      return answer;
    } catch (RuntimeException failed) {
      answers.remove(question, mine);
      mine.answer.completeExceptionally(failed);
      throw failed;
    }
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

  private record Kept<V>(long since, CompletableFuture<V> answer) {}
}
