package io.mooring.cli.command;

import io.mooring.cli.api.Update;

/** A way to show a saga as it goes on. */
sealed interface SagaDisplay extends AutoCloseable permits LiveDisplay, PlainDisplay {
  /** Takes what is new. */
  void take(Update update);

  /** Is called a few times a second, also when nothing is new. */
  void refresh();

  /** Leaves the terminal as it was; may be called more than once. */
  @Override
  void close();
}
