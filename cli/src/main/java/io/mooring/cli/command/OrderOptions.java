package io.mooring.cli.command;

import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every order understands. */
final class OrderOptions {
  @Option(
      names = "--why",
      defaultValue = "",
      paramLabel = "REASON",
      description = "The reason; it is kept in the history, with your name.")
  private String why;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it ends or needs a person.")
  private boolean watch;

  @Mixin private WatchOptions watchOptions;

  String why() {
    return why;
  }

  boolean watch() {
    return watch;
  }

  WatchOptions watching() {
    return watchOptions;
  }
}
