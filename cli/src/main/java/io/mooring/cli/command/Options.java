package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.context.Context;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every verb understands. */
final class Options {
  @Mixin private Server server;

  @Option(names = "--no-color", description = "No colours. NO_COLOR does the same.")
  private boolean noColour;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** How data is printed. */
  enum Format {
    table,
    json,
    yaml,
    jsonl,
    name
  }

  ApiClient client(Terminal terminal) {
    Context found = server.find(terminal.environment());
    return new ApiClient(found.address(), found.token());
  }

  boolean coloured(Terminal terminal) {
    return !noColour && terminal.coloured();
  }

  /** The text of one JSON tree in a structured format. */
  static String structured(Format format, JsonNode node) {
    return switch (format) {
      case yaml -> yaml(node);
      case jsonl -> Json.compact(node) + "\n";
      case json, table, name -> Json.pretty(node) + "\n";
    };
  }

  private static String yaml(JsonNode node) {
    DumperOptions options = new DumperOptions();
    options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
    return new Yaml(options).dump(Json.plain(node));
  }
}
