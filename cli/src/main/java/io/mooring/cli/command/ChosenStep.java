package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which step a command is about, and of which saga. */
final class ChosenStep {
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

  /** The step's full name. */
  String step() {
    return step;
  }

  /** The saga's id, asked for where none was named. */
  String saga(ApiClient api, CommandSpec spec) {
    return SagaReference.find(api, Optional.ofNullable(reference), spec.commandLine());
  }
}
