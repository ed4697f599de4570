package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.SagaHistory;
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
  @Mixin private WatchOptions watchOptions;

  @Option(
      names = "--step",
      defaultValue = "all",
      paramLabel = "SELECTOR",
      completionCandidates = Names.Steps.class,
      description = "all (the default), an action, action@node, or a step's full name.")
  private String selector;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it ends or needs a person.")
  private boolean watch;

  /** Runs on this terminal. */
  public RetryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = reference.find(api);
    long known = watch ? new SagaHistory(api, saga).last() : 0;
    JsonNode retried;
    try {
      retried = api.retry(saga, selector).path("retried");
    } catch (RefusedException e) {
      if (e.problem().status() != 409) {
        throw e;
      }
      terminal.err().println(e.problem().sentence());
      terminal.err().println("See its state: mooring status " + saga);
      return ExitCode.FAILED;
    }
    if (watch) {
      return new Watching(terminal, options.coloured(terminal), watchOptions)
          .watch(api, saga, known);
    }
    retried.forEach(step -> terminal.out().println(step.asText()));
    terminal.out().flush();
    terminal.err().println("Retrying. Watch it: mooring watch " + saga);
    return ExitCode.SUCCEEDED;
  }
}
