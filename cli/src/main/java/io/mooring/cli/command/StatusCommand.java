package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Drift;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.view.StatusView;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows the state of a saga. */
@Command(
    name = "status",
    description = {
      "Show the state of a saga: its phases, its nodes, and what to do about failures.",
      "Exit code 0: it runs or has succeeded; 1: it needs a person."
    },
    footer = {
      "",
      "Examples:",
      "  mooring status                  the latest saga",
      "  mooring status site -o json     saga and steps as the API tells them",
      "  mooring status -o jsonl | jq -r 'select(.state==\"failed\").name'"
    })
public final class StatusCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private SagaReference reference;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, json, yaml, jsonl (a step in each line) or name (the saga's id).")
  private Options.Format format;

  /** Runs on this terminal. */
  public StatusCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient api = options.client(terminal);
    String id = reference.find(api);
    Snapshot snapshot = show(api, id);
    boolean bad = snapshot.saga().atRest() && !snapshot.saga().succeeded();
    return bad ? ExitCode.FAILED : ExitCode.SUCCEEDED;
  }

  private Snapshot show(ApiClient api, String id) {
    JsonNode steps = api.steps(id);
    JsonNode saga = api.saga(id);
    Snapshot snapshot = Snapshot.from(saga, steps);
    switch (format) {
      case table -> {
        int width = terminal.size().columns() - 1;
        terminal.print(
            new StatusView(terminal.glyphs()).lines(snapshot, Instant.now(), width),
            options.coloured(terminal));
        Drift.from(api.integration(snapshot.saga().integration()))
            .ifPresent(drift -> terminal.out().println("  " + drift.sentence()));
      }
      case name -> terminal.out().println(snapshot.saga().id());
      case jsonl -> steps.path("items").forEach(step -> terminal.out().println(Json.compact(step)));
      case json, yaml -> {
        ObjectNode both = Json.object();
        both.set("saga", saga);
        both.set("steps", steps.path("items"));
        terminal.out().print(Options.structured(format, both));
      }
    }
    terminal.out().flush();
    return snapshot;
  }
}
