package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.SagaHistory;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs failed steps of a saga again. */
@Command(
    name = "retry",
    description = {
      "Run the failed steps of a saga again, and then what waited for them.",
      "What is done already is not repeated."
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
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private WatchOptions watchOptions;

  @Parameters(
      arity = "0..1",
      paramLabel = "SAGA|INTEGRATION",
      description = "Which one; by default the latest.")
  private String reference;

  @Option(
      names = "--step",
      defaultValue = "all",
      paramLabel = "SELECTOR",
      description = "all (the default), an action, action@node, or a step's full name.")
  private String selector;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it is at rest.")
  private boolean watch;

  /** Runs on this terminal. */
  public RetryCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client();
    String saga = Found.saga(api, reference, spec);
    long known = watch ? new SagaHistory(api, saga).last() : 0;
    JsonNode retried;
    try {
      retried = api.retry(saga, selector).path("retried");
    } catch (RefusedException e) {
      if (e.problem().status() != 409) {
        throw e;
      }
      terminal.err().println(e.problem().sentence());
      terminal.err().println("See how it stands: mooring status " + saga);
      return ExitCode.FAILED;
    }
    if (watch) {
      return new Watching(terminal, options.coloured(terminal), watchOptions)
          .watch(api, saga, known);
    }
    retried.forEach(step -> terminal.out().println(step.asText()));
    terminal.out().flush();
    terminal.err().println("Running again. Watch it: mooring watch " + saga);
    return ExitCode.SUCCEEDED;
  }
}
