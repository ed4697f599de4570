package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Drift;
import io.mooring.cli.api.Saga;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what the last verification found. */
@Command(
    name = "drift",
    description = {
      "Show what the last verification of an integration found; the nodes are not looked at now.",
      "Exit code 0: nothing differed; 1: something did; 2: it was never verified."
    },
    footer = {"", "Examples:", "  mooring drift site", "  mooring verify site    looks now"})
public final class DriftCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Which one.")
  private String integration;

  /** Runs on this terminal. */
  public DriftCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient api = options.client(terminal);
    Optional<Saga> last =
        api.sagas(integration).stream()
            .filter(saga -> saga.kind().equals("verify") && saga.atRest())
            .findFirst();
    if (last.isEmpty()) {
      terminal
          .err()
          .println(integration + " was never verified. Look now: mooring verify " + integration);
      return ExitCode.USAGE;
    }
    Drift.from(api.integration(integration))
        .ifPresent(drift -> terminal.err().println("Drifted since " + drift.since() + "."));
    last.get()
        .endedAt()
        .ifPresent(
            at -> terminal.err().println("As of " + at.truncatedTo(ChronoUnit.SECONDS) + ":"));
    return new VerifyCommand.Drifted(terminal, options.coloured(terminal), output)
        .show(api.snapshot(last.get().id()), api.plan(last.get().id()));
  }
}
