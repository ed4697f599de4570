package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.view.CheckView;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what stands in the way of an integration. */
@Command(
    name = "check",
    description = {
      "Show what stands in the way: of all nodes, the cluster and OpenStack at once, in seconds.",
      "Nothing is changed on any. What would be done is not looked at: that is mooring plan.",
      "With -f the document is stored as the wanted state first.",
      "Exit code 0: nothing stands in the way; 1: something does, or could not be looked at."
    },
    footer = {
      "",
      "Examples:",
      "  mooring check -f site.yaml",
      "  mooring check site               the stored document"
    })
public final class CheckCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private DocumentFile file;
  @Mixin private Output output;

  @Parameters(
      arity = "0..1",
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Whose stored document is checked, without -f.")
  private String integration;

  /** Runs on this terminal. */
  public CheckCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    file.requireInsteadOf(integration);
    ApiClient api = options.client(terminal);
    Optional<String> name = file.storedOr(integration, api, terminal);
    return name.isEmpty() ? ExitCode.USAGE : check(api, name.get());
  }

  private int check(ApiClient api, String name) throws InterruptedException {
    Snapshot looked = new Looking(terminal, api).look(name, Json.object().put("kind", "check"));
    JsonNode answer = api.plan(looked.saga().id());
    Plan found = Plan.from(answer);
    if (output.table()) {
      int width = terminal.size().columns() - 1;
      terminal.print(
          new CheckView(terminal.glyphs(), width).lines(looked, found), options.coloured(terminal));
    } else {
      output.print(terminal, answer, answer.path("nodes"), "node");
    }
    return looked.saga().succeeded() && CheckView.nothingInTheWay(found)
        ? ExitCode.SUCCEEDED
        : ExitCode.FAILED;
  }
}
