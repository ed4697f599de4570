package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.HistoryEntry;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.SagaFollower;
import io.mooring.cli.api.SagaHistory;
import io.mooring.cli.api.Update;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints the history of a saga. */
@Command(
    name = "events",
    description = "Print everything that happened in a saga, oldest first.",
    footer = {
      "",
      "Examples:",
      "  mooring events                       the latest saga",
      "  mooring events site --follow         until it ends or needs a person",
      "  mooring events -o jsonl | jq .type   as the API tells it"
    })
public final class EventsCommand implements Callable<Integer> {
  private final Terminal terminal;
  private final HistoryLines lines;
  @Mixin private Options options;
  @Mixin private SagaReference reference;

  @Option(names = "--follow", description = "Continue until the saga ends or needs a person.")
  private boolean follow;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "table, json, yaml, jsonl or name (the type only).")
  private Options.Format format;

  /** Runs on this terminal. */
  public EventsCommand(Terminal terminal) {
    this.terminal = terminal;
    this.lines = new HistoryLines(terminal);
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = reference.find(api);
    if (follow) {
      follow(api, saga);
    } else {
      printAll(new SagaHistory(api, saga).all());
    }
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }

  private void printAll(List<JsonNode> entries) {
    if (format == Options.Format.json || format == Options.Format.yaml) {
      var all = Json.object();
      entries.forEach(all.putArray("items")::add);
      terminal.out().print(Options.structured(format, all));
    } else {
      entries.forEach(entry -> print(HistoryEntry.from(entry)));
    }
  }

  private void follow(ApiClient api, String saga) throws InterruptedException {
    try (SagaFollower follower =
        new SagaFollower(api, saga, 0, Clock.systemDefaultZone()).start()) {
      boolean ended = false;
      while (!ended) {
        Optional<Update> update = follower.next(Duration.ofSeconds(1));
        if (update.isPresent() && update.get() instanceof Update.Happened happened) {
          print(happened.entry());
          terminal.out().flush();
        }
        ended = update.isPresent() && update.get() instanceof Update.Ended;
      }
    }
  }

  private void print(HistoryEntry entry) {
    terminal
        .out()
        .println(
            switch (format) {
              case table -> lines.text(entry, options.coloured(terminal));
              case name -> entry.type();
              case json, jsonl -> Json.compact(entry.source());
              case yaml -> "---\n" + Options.structured(format, entry.source()).stripTrailing();
            });
  }
}
