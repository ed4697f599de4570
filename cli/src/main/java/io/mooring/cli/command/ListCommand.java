package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.Json;
import io.mooring.cli.view.Table;
import io.mooring.cli.view.Times;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the integrations. */
@Command(
    name = "list",
    description = "List the integrations and their state.",
    footer = {"", "Examples:", "  mooring list", "  mooring list -o json"})
public final class ListCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, json, yaml, jsonl or name.")
  private Options.Format format;

  /** Runs on this terminal. */
  public ListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    JsonNode answer = options.client(terminal).integrations();
    JsonNode items = answer.path("items");
    switch (format) {
      case table -> table(items);
      case name -> items.forEach(item -> terminal.out().println(item.path("name").asText()));
      case jsonl -> items.forEach(item -> terminal.out().println(Json.compact(item)));
      case json, yaml -> terminal.out().print(Options.structured(format, answer));
    }
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }

  private void table(JsonNode items) {
    if (items.isEmpty()) {
      terminal.err().println("No integrations yet. Begin with: mooring apply -f FILE");
      return;
    }
    Table table = new Table("NAME", "STATE", "GENERATION", "UPDATED", "LATEST SAGA");
    items.forEach(
        item -> {
          JsonNode saga = item.path("saga");
          table.row(
              item.path("name").asText(),
              item.path("state").asText("-"),
              item.path("generation").asText(),
              age(item.path("updatedAt").asText()),
              saga.isObject()
                  ? saga.path("number").asText() + " " + saga.path("kind").asText()
                  : "-");
        });
    terminal.print(table.lines(), options.coloured(terminal));
  }

  private static String age(String time) {
    try {
      return Times.ago(Instant.parse(time), Instant.now());
    } catch (DateTimeParseException e) {
      return time;
    }
  }
}
