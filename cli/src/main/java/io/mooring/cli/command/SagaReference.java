package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.SagaFinder;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which saga a verb is about. */
final class SagaReference {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Parameters(
      arity = "0..1",
      paramLabel = "SAGA|INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Which one; by default the latest.")
  private String reference;

  /** The saga's id; people are told when there is none. */
  String find(ApiClient api) {
    return new SagaFinder(api)
        .find(Optional.ofNullable(reference))
        .orElseThrow(() -> new ParameterException(command.commandLine(), nothing()));
  }

  private String nothing() {
    return reference == null
        ? "Nothing has been run yet. Begin with: mooring apply -f FILE"
        : "No saga or integration is called " + reference + ". See: mooring list";
  }
}
