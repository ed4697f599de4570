package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Attempt;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.runbook.Runbook;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Takes what Mooring knows elsewhere. */
@Command(
    name = "export",
    synopsisSubcommandLabel = "runbook",
    description = "Take what Mooring knows elsewhere.",
    subcommands = ExportCommand.OfRunbook.class)
public final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private HelpOption help;

  /** Runs on this terminal. */
  public ExportCommand(Terminal terminal) {
    // What there is to export has verbs of its own.
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "Say what: mooring export runbook");
  }

  /** Prints a saga as a script. */
  @Command(
      name = "runbook",
      description = {
        "Print a saga as a commented script for bash, in the order of the runbook.",
        "What each step changed stands there as commands, what its attempts ran on nodes as"
            + " comments: to be checked, or repeated by hand. Of a plan it is what would be"
            + " changed. There is no secret in it."
      },
      footer = {
        "",
        "Examples:",
        "  mooring export runbook                     the latest saga",
        "  mooring export runbook site > site.sh      the latest one of site"
      })
  public static final class OfRunbook implements Callable<Integer> {
    private final Terminal terminal;
    @Mixin private Options options;
    @Mixin private SagaReference reference;

    /** Runs on this terminal. */
    public OfRunbook(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      ApiClient api = options.client(terminal);
      Snapshot snapshot = api.snapshot(reference.find(api));
      String integration = snapshot.saga().integration();
      new Runbook(api.integration(integration).path("document"))
          .lines(snapshot.saga(), snapshot.steps(), attempts(api, snapshot))
          .forEach(terminal.out()::println);
      terminal.out().flush();
      return ExitCode.SUCCEEDED;
    }

    /** From the exported history of the saga: one request, however many steps there are. */
    private static Map<String, List<Attempt>> attempts(ApiClient api, Snapshot snapshot) {
      Map<String, List<Attempt>> attempts = new HashMap<>();
      try (BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(
                  api.wholeHistory(snapshot.saga().integration(), snapshot.saga().id()),
                  StandardCharsets.UTF_8))) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          JsonNode entry = Json.parse(line);
          if (entry.has("ran")) {
            attempts
                .computeIfAbsent(entry.path("step").asText(), step -> new ArrayList<>())
                .add(Attempt.from(entry));
          }
        }
      } catch (IOException broken) {
        throw new UncheckedIOException(broken);
      }
      return attempts;
    }
  }
}
