package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a saga until it is at rest. */
@Command(
    name = "watch",
    description = {
      "Show a saga until it ends or needs a person.",
      "A live picture on a terminal, one line for each event elsewhere. Ctrl-C stops"
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
  @Mixin private Options options;
  @Mixin private SagaReference reference;
  @Mixin private WatchOptions watchOptions;

  /** Runs on this terminal. */
  public WatchCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = reference.find(api);
    return new Watching(terminal, options.coloured(terminal), watchOptions).watch(api, saga, 0);
  }
}
