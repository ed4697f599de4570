package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows a saga until it is at rest. */
@Command(
    name = "watch",
    description = {
      "Show a saga until it is at rest.",
      "On a terminal as a live picture, otherwise one line for each event. Ctrl-C ends the"
          + " watching, not the saga."
    },
    footer = {
      "",
      "Examples:",
      "  mooring watch              the latest saga",
      "  mooring watch site --diff  the latest saga of an integration, with what changed in files",
      "  mooring watch | tee run.log"
    })
public final class WatchCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private WatchOptions watchOptions;

  @Parameters(
      arity = "0..1",
      paramLabel = "SAGA|INTEGRATION",
      description = "Which one; by default the latest.")
  private String reference;

  /** Runs on this terminal. */
  public WatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client();
    String saga = Found.saga(api, reference, spec);
    return new Watching(terminal, options.coloured(terminal), watchOptions).watch(api, saga, 0);
  }
}
