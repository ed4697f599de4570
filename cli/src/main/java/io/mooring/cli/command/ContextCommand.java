package io.mooring.cli.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Keeps the Moorings that somebody works with. */
@Command(
    name = "context",
    synopsisSubcommandLabel = "[list | use | add | remove]",
    description = {
      "Keep the Moorings that you work with, with their tokens, and say which one is meant.",
      "They are in mooring/contexts.json below XDG_CONFIG_HOME or ~/.config, for you alone (mode"
          + " 0600). What is said by --url, --context, MOORING_URL or MOORING_CONTEXT goes before"
          + " the context in use, in this order."
    },
    subcommands = {
      ContextCommands.Listing.class,
      ContextCommands.Use.class,
      ContextCommands.Add.class,
      ContextCommands.Remove.class
    },
    footer = {
      "",
      "Examples:",
      "  mooring context                                              the same as list",
      "  mooring context add prod --to https://mooring.example --token-file - < token",
      "  mooring context use prod",
      "  mooring list --context lab"
    })
public final class ContextCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private HelpOption help;
  @Mixin private Output output;

  /** Runs on this terminal. */
  public ContextCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    return ContextCommands.show(terminal, output);
  }
}
