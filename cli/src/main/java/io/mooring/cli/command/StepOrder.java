package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** An order that is about one step. */
abstract class StepOrder implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private OrderOptions orderOptions;

  @Parameters(
      index = "0",
      paramLabel = "STEP",
      completionCandidates = Names.Steps.class,
      description = "The step's full name, as in mooring status.")
  private String step;

  @Option(
      names = "--in",
      paramLabel = "SAGA|INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Of which saga; by default the latest.")
  private String reference;

  StepOrder(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What else the order says. */
  abstract ObjectNode request();

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = SagaReference.find(api, Optional.ofNullable(reference), spec.commandLine());
    return new Ordering(terminal, options.coloured(terminal), orderOptions)
        .give(api, saga, spec.name(), request().put("step", step));
  }
}
