package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.Json;
import picocli.CommandLine.Option;

/** How the data of a reading verb is printed. */
final class Output {
  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, json, yaml, jsonl or name.")
  private Options.Format format;

  /** Whether people read it. */
  boolean table() {
    return format == Options.Format.table;
  }

  /**
   * Prints data for scripts.
   *
   * @param whole all of it, as the API tells it
   * @param items its parts, a line each in jsonl and name
   * @param name the field that stands for a part
   */
  void print(Terminal terminal, JsonNode whole, Iterable<JsonNode> items, String name) {
    switch (format) {
      case jsonl -> items.forEach(item -> terminal.out().println(Json.compact(item)));
      case name -> items.forEach(item -> terminal.out().println(item.path(name).asText()));
      case json, yaml, table -> terminal.out().print(Options.structured(format, whole));
    }
    terminal.out().flush();
  }
}
