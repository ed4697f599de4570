package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import java.net.URI;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What every verb understands. */
final class Options {
  @Spec(Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--url",
      paramLabel = "URL",
      defaultValue = "${env:MOORING_URL:-http://127.0.0.1:8480}",
      description = "Where Mooring is (or MOORING_URL); by default http://127.0.0.1:8480.",
      showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER)
  private String url;

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
    try {
      URI address = URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
      String scheme = String.valueOf(address.getScheme());
      if (address.getHost() != null && (scheme.equals("http") || scheme.equals("https"))) {
        return new ApiClient(address, AccessToken.find(terminal.environment(), address));
      }
    } catch (IllegalArgumentException e) {
      // It is said below what is expected.
    }
    throw new ParameterException(
        command.commandLine(), "Not an address: " + url + " (expected http://HOST:PORT)");
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
