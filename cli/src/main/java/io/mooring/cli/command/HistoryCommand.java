package io.mooring.cli.command;

import io.mooring.cli.api.HistoryEntry;
import io.mooring.cli.api.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints everything that happened to an integration. */
@Command(
    name = "history",
    description = {
      "Print everything that happened to an integration, saga by saga, the oldest first.",
      "With -o jsonl each line is one entry as JSON: who, when, what and why, to be kept elsewhere."
          + " What was too old for the server's settings is not in it any more."
    },
    footer = {
      "",
      "Examples:",
      "  mooring history site",
      "  mooring history site -o jsonl > site-history.jsonl"
    })
public final class HistoryCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final HistoryLines entries;
  @Mixin private Options options;

  @Parameters(
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Which one.")
  private String integration;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, json, yaml, jsonl or name (the type only).")
  private Options.Format format;

  /** Runs on this terminal. */
  public HistoryCommand(Terminal terminal) {
    this.terminal = terminal;
    this.entries = new HistoryLines(terminal);
  }

  @Override
  public Integer call() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                options.client(terminal).wholeHistory(integration), StandardCharsets.UTF_8))) {
      if (format == Options.Format.json || format == Options.Format.yaml) {
        var all = Json.object();
        var items = all.putArray("items");
        lines.lines().map(Json::parse).forEach(items::add);
        terminal.out().print(Options.structured(format, all));
      } else {
        lines.lines().forEach(this::print);
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }

  private void print(String line) {
    terminal
        .out()
        .println(
            switch (format) {
              case jsonl, json, yaml -> line;
              case name -> Json.parse(line).path("type").asText();
              case table ->
                  entries.text(HistoryEntry.from(Json.parse(line)), options.coloured(terminal));
            });
  }
}
