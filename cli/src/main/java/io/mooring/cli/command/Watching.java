package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.SagaFollower;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Update;
import io.mooring.cli.view.Line;
import io.mooring.cli.view.SummaryView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Shows a saga until it is at rest, the time is over, or somebody interrupts. */
final class Watching {
  private static final Duration REDRAW = Duration.ofMillis(200);
  private static final Duration LONGEST_ABSENCE = Duration.ofMinutes(5);

  private static final int VERDICT_INDENT = 4;

  private final Terminal terminal;
  private final boolean coloured;
  private final WatchOptions options;
  private final Clock clock = Clock.systemDefaultZone();

  Watching(Terminal terminal, boolean coloured, WatchOptions options) {
    this.terminal = terminal;
    this.coloured = coloured;
    this.options = options;
  }

  /**
   * Watches.
   *
   * @param after the sequence behind which the history is shown; 0 for all
   * @return the exit code
   */
  int watch(ApiClient api, String saga, long after) throws InterruptedException {
    try (SagaFollower follower = new SagaFollower(api, saga, after, clock).start();
        SagaDisplay display = display()) {
      Thread farewell = new Thread(() -> interrupted(display, saga));
      Runtime.getRuntime().addShutdownHook(farewell);
      try {
        return follow(follower, display, saga);
      } finally {
        forget(farewell);
      }
    }
  }

  private SagaDisplay display() {
    return terminal.redrawable()
        ? new LiveDisplay(terminal, coloured, clock)
        : new PlainDisplay(terminal, coloured, clock);
  }

  private int follow(SagaFollower follower, SagaDisplay display, String saga)
      throws InterruptedException {
    Optional<Instant> deadline = options.timeout().map(clock.instant()::plus);
    Optional<Instant> lostSince = Optional.empty();
    while (true) {
      Optional<Update> update = follower.next(REDRAW);
      update.ifPresent(display::take);
      display.refresh();
      if (update.isPresent()) {
        switch (update.get()) {
          case Update.Ended ended -> {
            return finish(display, ended.snapshot());
          }
          case Update.Lost lost -> lostSince = Optional.of(lost.since());
          case Update.Found found -> lostSince = Optional.empty();
          case Update.Read read -> {}
          case Update.Happened happened -> {}
        }
      }
      if (deadline.filter(clock.instant()::isAfter).isPresent()) {
        display.close();
        terminal.err().println("Timed out; the saga continues.");
        terminal.err().println("Watch it again: mooring watch " + saga);
        return ExitCode.STILL_RUNNING;
      }
      if (lostSince.filter(s -> clock.instant().isAfter(s.plus(LONGEST_ABSENCE))).isPresent()) {
        display.close();
        terminal.err().println("Mooring has not answered for 5 minutes. Its work so far is kept.");
        terminal.err().println("Start it with: mooring up, then run: mooring watch " + saga);
        return ExitCode.UNREACHABLE;
      }
    }
  }

  private int finish(SagaDisplay display, Snapshot snapshot) {
    display.close();
    int width = terminal.size().columns() - 1;
    SummaryView summary = new SummaryView(terminal.glyphs());
    terminal.out().println();
    section(summary.changes(snapshot, options.diff(), width));
    section(summary.failures(snapshot, width));
    Line verdict = summary.verdict(snapshot, clock.instant());
    terminal.print(
        terminal.interactive() ? verdict.folded(width, VERDICT_INDENT) : List.of(verdict),
        coloured);
    return snapshot.saga().succeeded() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
  }

  private void section(List<Line> lines) {
    if (!lines.isEmpty()) {
      terminal.print(lines, coloured);
      terminal.out().println();
    }
  }

  private void interrupted(SagaDisplay display, String saga) {
    display.close();
    terminal.err().println();
    terminal.err().println("Stopped watching; the saga continues.");
    terminal.err().println("Watch it again: mooring watch " + saga);
  }

  private static void forget(Thread farewell) {
    try {
      Runtime.getRuntime().removeShutdownHook(farewell);
    } catch (IllegalStateException e) {
      // The process is ending already, and the hook has its say.
    }
  }
}
