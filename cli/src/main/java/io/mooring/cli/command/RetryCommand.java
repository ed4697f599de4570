package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs failed steps of a saga again. */
@Command(
    name = "retry",
    description = {
      "Retry the failed steps of a saga, then run the steps that waited for them.",
      "Steps that are done are not repeated."
    },
    footer = {
      "",
      "Examples:",
      "  mooring retry --watch                           all failed steps of the latest saga",
      "  mooring retry site --step install-client        one action on every node where it failed",
      "  mooring retry site --step install-client@compute01"
    })
public final class RetryCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private SagaReference reference;
  @Mixin private OrderOptions orderOptions;

  @Option(
      names = "--step",
      defaultValue = "all",
      paramLabel = "SELECTOR",
      completionCandidates = Names.Steps.class,
      description = "all (the default), an action, action@node, or a step's full name.")
  private String selector;

  /** Runs on this terminal. */
  public RetryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = reference.find(api);
    return new Ordering(terminal, options.coloured(terminal), orderOptions)
        .give(api, saga, "retry", Json.object().put("select", selector));
  }
}
