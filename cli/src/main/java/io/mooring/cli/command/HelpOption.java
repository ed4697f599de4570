package io.mooring.cli.command;

import picocli.CommandLine.Option;

/** The help of a verb that asks no server. */
final class HelpOption {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;
}
