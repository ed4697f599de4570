package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Step;
import io.mooring.cli.view.PlanView;
import io.mooring.cli.view.SummaryView;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what an apply would do. */
@Command(
    name = "plan",
    description = {
      "Show what an apply would do, by looking at the real nodes. Nothing is changed on any.",
      "With -f the document is stored as the wanted state first.",
      "Exit code 0: everything was looked at; 1: something could not be, or has to be decided."
    },
    footer = {
      "",
      "Examples:",
      "  mooring plan -f site.yaml",
      "  mooring plan site                the stored document",
      "  mooring apply --plan p-1a2b…     carry out exactly what was shown"
    })
public final class PlanCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private DocumentFile file;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Whose stored document is planned, without -f.")
  private String integration;

  /** Runs on this terminal. */
  public PlanCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    file.requireInsteadOf(integration);
    ApiClient api = options.client(terminal);
    Optional<String> name = file.storedOr(integration, api, terminal);
    return name.isEmpty() ? ExitCode.USAGE : plan(api, name.get());
  }

  private int plan(ApiClient api, String name) throws InterruptedException {
    Snapshot looked = new Looking(terminal, api).look(name, Json.object().put("kind", "plan"));
    JsonNode answer = api.plan(looked.saga().id());
    if (!output.table()) {
      output.print(terminal, answer, answer.path("nodes"), "node");
    } else {
      show(terminal, options.coloured(terminal), looked, Plan.from(answer));
    }
    Plan plan = Plan.from(answer);
    if (output.table() && plan.hash().isPresent() && !plan.changesNothing()) {
      terminal.out().println("  Carry it out: mooring apply --plan " + plan.hash().get());
      terminal.out().flush();
    }
    return plan.complete() && plan.decisions().isEmpty() ? ExitCode.SUCCEEDED : ExitCode.FAILED;
  }

  /** The plan, and what could not be looked at. */
  static void show(Terminal terminal, boolean coloured, Snapshot looked, Plan plan) {
    int width = terminal.size().columns() - 1;
    var failures = new SummaryView(terminal.glyphs()).failures(looked, width);
    terminal.print(failures, coloured);
    Set<String> told = looked.needingPerson().stream().map(Step::name).collect(Collectors.toSet());
    if (!failures.isEmpty()) {
      terminal.out().println();
    }
    terminal.print(new PlanView(terminal.glyphs(), width).lines(plan, told), coloured);
  }
}
