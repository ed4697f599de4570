package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.SagaFinder;
import java.util.Optional;
import picocli.CommandLine;
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
    return find(api, Optional.ofNullable(reference), command.commandLine());
  }

  /** The same where an integration means its newest apply. */
  String findApply(ApiClient api) {
    Optional<String> named = Optional.ofNullable(reference);
    return found(new SagaFinder(api).findApply(named), named, command.commandLine());
  }

  /** The same for a verb that takes the reference in another way. */
  static String find(ApiClient api, Optional<String> reference, CommandLine command) {
    return found(new SagaFinder(api).find(reference), reference, command);
  }

  private static String found(
      Optional<String> saga, Optional<String> reference, CommandLine command) {
    return saga.orElseThrow(() -> new ParameterException(command, nothing(reference)));
  }

  private static String nothing(Optional<String> reference) {
    return reference
        .map(text -> "No saga or integration is called " + text + ". See: mooring list")
        .orElse("Nothing has been run yet. Begin with: mooring apply -f FILE");
  }
}
