package io.mooring.cli.command;

import io.mooring.cli.api.HistoryEntry;
import io.mooring.cli.view.PlainView;
import java.time.ZoneId;
import java.util.stream.Collectors;

/** Entries of a history as this terminal shows them: in a pipe each is one line. */
final class HistoryLines {
  private final PlainView view;
  private final int columns;

  HistoryLines(Terminal terminal) {
    view = new PlainView(ZoneId.systemDefault(), terminal.glyphs());
    columns = terminal.interactive() ? terminal.size().columns() : Integer.MAX_VALUE;
  }

  String text(HistoryEntry entry, boolean coloured) {
    return view.lines(entry, columns).stream()
        .map(line -> line.text(coloured, Integer.MAX_VALUE))
        .collect(Collectors.joining("\n"));
  }
}
