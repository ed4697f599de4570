package io.mooring.cli.command;

import io.mooring.cli.api.Update;
import io.mooring.cli.view.Line;
import io.mooring.cli.view.PlainView;
import java.time.Clock;

/** One line for each thing that happens, for files and pipes. */
final class PlainDisplay implements SagaDisplay {
  private final Terminal terminal;
  private final boolean coloured;
  private final PlainView view;
  private boolean lost;

  PlainDisplay(Terminal terminal, boolean coloured, Clock clock) {
    this.terminal = terminal;
    this.coloured = coloured;
    this.view = new PlainView(clock.getZone(), terminal.glyphs());
  }

  @Override
  public void take(Update update) {
    switch (update) {
      case Update.Happened happened -> {
        if (PlainView.worthShowing(happened.entry())) {
          print(view.line(happened.entry()));
        }
      }
      case Update.Lost gone -> {
        if (!lost) {
          lost = true;
          terminal.err().println(gone.reason() + " The saga is not affected; retrying.");
        }
      }
      case Update.Found found -> {
        lost = false;
        terminal.err().println("Mooring answers again.");
      }
      case Update.Read read -> {}
      case Update.Ended ended -> {}
    }
  }

  private void print(Line line) {
    terminal.out().println(line.text(coloured, Integer.MAX_VALUE));
    terminal.out().flush();
  }

  @Override
  public void refresh() {
    // Lines that were printed stay as they are.
  }

  @Override
  public void close() {
    terminal.out().flush();
  }
}
