package io.mooring.node;

import io.mooring.contracts.NodeName;
import io.mooring.contracts.Ran;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * What one piece of work runs on nodes, for people to read: all that the thread which began the log
 * runs until it closes it, by whatever way it reaches the nodes. Of many only the last are kept,
 * and of the same again and again only the last. Without a log nothing is kept.
 */
public final class RunLog implements AutoCloseable {
  /** How many are kept. */
  public static final int MOST = 30;

  private static final ThreadLocal<RunLog> CURRENT = new ThreadLocal<>();

  private final Deque<Ran> last = new ArrayDeque<>();
  private int count;

  private RunLog() {}

  /** Begins a log of what this thread runs from now on. */
  public static RunLog begin() {
    RunLog log = new RunLog();
    CURRENT.set(log);
    return log;
  }

  /** What has run so far, in that order, without secrets. */
  public List<Ran> runs() {
    return List.copyOf(last);
  }

  @Override
  public void close() {
    CURRENT.remove();
  }

  /** A request to an API was answered. */
  public static void answered(NodeName node, String request, int status, int size, Duration took) {
    note(node, request, List.of(), OptionalInt.of(status), took, size, () -> "");
  }

  /** A request to an API got no answer. */
  public static void unanswered(NodeName node, String request, String reason, Duration took) {
    note(node, request, List.of(), OptionalInt.empty(), took, 0, () -> Tail.of(reason));
  }

  static void ended(NodeName node, Script script, ScriptResult result, Duration took) {
    note(
        node,
        script.name(),
        script.arguments(),
        OptionalInt.of(result.status()),
        took,
        (long) result.output().length + result.errors().length,
        () -> script.confidential() ? "" : Tail.of(result));
  }

  static void broke(NodeName node, Script script, String reason, Duration took) {
    note(
        node,
        script.name(),
        script.arguments(),
        OptionalInt.empty(),
        took,
        0,
        () -> Tail.of(String.valueOf(reason)));
  }

  private static void note(
      NodeName node,
      String what,
      List<String> arguments,
      OptionalInt status,
      Duration took,
      long size,
      Supplier<String> output) {
    RunLog log = CURRENT.get();
    if (log != null) {
      List<String> words = arguments.stream().map(Scrubber::scrub).toList();
      log.add(
          new Ran(
              log.count + 1, node, Scrubber.scrub(what), words, status, took, size, output.get()));
    }
  }

  private void add(Ran ran) {
    count++;
    if (!last.isEmpty() && isSame(last.getLast(), ran)) {
      last.removeLast();
    }
    if (last.size() == MOST) {
      last.removeFirst();
    }
    last.addLast(ran);
  }

  private static boolean isSame(Ran one, Ran other) {
    return one.node().equals(other.node())
        && one.what().equals(other.what())
        && one.arguments().equals(other.arguments());
  }
}
