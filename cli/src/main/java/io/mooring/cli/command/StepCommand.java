package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Attempt;
import io.mooring.cli.api.Step;
import io.mooring.cli.view.StepView;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows one step with what its attempts ran. */
@Command(
    name = "step",
    description = {
      "Show one step: what it changed, and what each of its attempts ran on which node, with exit"
          + " status, duration and the end of the output.",
      "Secrets are hidden, and of files that were read only the size is told."
    },
    footer = {
      "",
      "Examples:",
      "  mooring step create-pool:volumes@mon            of the latest saga",
      "  mooring step check-node@compute01 --in site     of the latest saga of site",
      "  mooring step check-node@compute01 -o json       as the API tells it"
    })
public final class StepCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private Output output;
  @Mixin private ChosenStep chosen;

  /** Runs on this terminal. */
  public StepCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient api = options.client(terminal);
    String saga = chosen.saga(api, spec);
    JsonNode found = api.step(saga, chosen.step());
    if (output.table()) {
      terminal.print(
          new StepView(terminal.glyphs(), ZoneId.systemDefault())
              .lines(Step.from(found), Attempt.of(found), terminal.size().columns() - 1),
          options.coloured(terminal));
    } else {
      output.print(terminal, found, List.of(found), "name");
    }
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }
}
