package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.SagaFinder;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Turns what people name into a saga, or tells them that there is none. */
final class Found {
  private Found() {}

  /** The saga's id. */
  static String saga(ApiClient api, String reference, CommandSpec command) {
    return new SagaFinder(api)
        .find(Optional.ofNullable(reference))
        .orElseThrow(() -> new NothingFound(command, reference));
  }

  private static final class NothingFound extends ParameterException {
    private static final long serialVersionUID = 1L;

    NothingFound(CommandSpec command, String reference) {
      super(
          command.commandLine(),
          reference == null
              ? "Nothing was run yet. Begin with: mooring apply -f FILE"
              : "No saga or integration is called " + reference + ". See: mooring list");
    }
  }
}
