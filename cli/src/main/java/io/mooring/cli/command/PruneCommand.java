package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Saga;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Cleans nodes that were taken out of the document. */
@Command(
    name = "prune",
    description = {
      "Take back what Mooring placed on nodes that are not in the document any more.",
      "Without this they are left as they are."
    },
    footer = {"", "Examples:", "  mooring prune site --watch"})
public final class PruneCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private WatchOptions watchOptions;
  @Mixin private WaitOption waitOption;

  @Parameters(
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Which one.")
  private String integration;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it ends or needs a person.")
  private boolean watch;

  /** Runs on this terminal. */
  public PruneCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    Saga saga =
        Saga.from(api.start(integration, waitOption.in(Json.object().put("kind", "prune"))));
    Started started = new Started(terminal, options.coloured(terminal));
    return watch ? started.watch(api, saga, watchOptions) : started.tell(saga, "Cleaning.");
  }
}
