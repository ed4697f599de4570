package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Saga;

/**
 * Tells of a saga that was just started.
 *
 * @param terminal to whom
 * @param coloured whether in colours
 */
record Started(Terminal terminal, boolean coloured) {

  /** Shows the saga until it ends or needs a person; the exit code of that. */
  int watch(ApiClient api, Saga saga, WatchOptions options) throws InterruptedException {
    return new Watching(terminal, coloured, options).watch(api, saga.id(), 0);
  }

  /** Its id for scripts, and for people a word on what it does. */
  int tell(Saga saga, String doing) {
    terminal.out().println(saga.id());
    terminal.out().flush();
    terminal.err().println(doing + " Watch it: mooring watch " + saga.number());
    return ExitCode.SUCCEEDED;
  }
}
