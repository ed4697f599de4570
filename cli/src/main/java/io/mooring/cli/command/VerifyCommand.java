package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Snapshot;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Looks whether the world still is as the integration wants it. */
@Command(
    name = "verify",
    description = {
      "Look whether everything still is as the document says, and prove that it works.",
      "Nothing is changed; the proofs make an image and a volume and remove them again.",
      "Exit code 0: all is as it should be; 1: something differs, or could not be looked at."
    },
    footer = {"", "Examples:", "  mooring verify site", "  mooring verify site -o json"})
public final class VerifyCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private Output output;

  @Parameters(
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Which one.")
  private String integration;

  /** Runs on this terminal. */
  public VerifyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    Snapshot looked =
        new Looking(terminal, api).look(integration, Json.object().put("kind", "verify"));
    JsonNode answer = api.plan(looked.saga().id());
    return new Drifted(terminal, options.coloured(terminal), output).show(looked, answer);
  }

  /** Shows what differs; the exit code. */
  record Drifted(Terminal terminal, boolean coloured, Output output) {
    int show(Snapshot looked, JsonNode answer) {
      Plan drift = Plan.from(answer);
      boolean good = looked.saga().succeeded() && drift.complete() && drift.changesNothing();
      if (!output.table()) {
        output.print(terminal, answer, answer.path("nodes"), "node");
        return good ? ExitCode.SUCCEEDED : ExitCode.FAILED;
      }
      if (good) {
        terminal
            .out()
            .println(
                "  "
                    + drift.integration()
                    + ": everything is as the document says. Looked at "
                    + Counted.of(looked.steps().size(), "thing")
                    + ".");
      } else {
        PlanCommand.show(terminal, coloured, looked, drift);
        terminal.out().println("  This differs from the document, or could not be looked at.");
        terminal
            .out()
            .println(
                "  To mend it: mooring plan "
                    + drift.integration()
                    + ", then mooring apply --plan HASH");
      }
      terminal.out().flush();
      return good ? ExitCode.SUCCEEDED : ExitCode.FAILED;
    }
  }
}
