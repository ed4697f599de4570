package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.Saga;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Stores a document and starts a saga for it. */
@Command(
    name = "apply",
    description = {
      "Bring the cloud and the cluster to the state that the document describes.",
      "Stores the document and starts a saga. Only what differs is changed, so this is safe to"
          + " run again at any time."
    },
    footer = {
      "",
      "Examples:",
      "  mooring apply -f site.yaml --watch",
      "  mooring apply -f site.yaml -o name           only the saga's id, for scripts",
      "  cat site.yaml | mooring apply -f - --watch --timeout 30m"
    })
public final class ApplyCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private WatchOptions watchOptions;

  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "The document, YAML or JSON; - reads it from standard input.")
  private String file;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it ends or needs a person.")
  private boolean watch;

  @Option(
      names = {"-o", "--output"},
      defaultValue = "table",
      paramLabel = "FORMAT",
      description = "Without --watch: table, json, yaml, jsonl or name.")
  private Options.Format format;

  /** Runs on this terminal. */
  public ApplyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    byte[] document = document();
    ApiClient api = options.client(terminal);
    JsonNode integration;
    try {
      integration = api.store(document, mediaType());
    } catch (RefusedException e) {
      if (e.problem().status() != 400 && e.problem().status() != 422) {
        throw e;
      }
      String name = file.equals("-") ? "The document" : file;
      RefusedDocument.explain(e.problem(), name, document).forEach(terminal.err()::println);
      return ExitCode.USAGE;
    }
    String name = integration.path("name").asText();
    JsonNode answer;
    try {
      answer = api.start(name, "apply");
    } catch (RefusedException e) {
      if (e.problem().status() != 409) {
        throw e;
      }
      return busy(name, integration, e);
    }
    Saga saga = Saga.from(answer);
    if (watch) {
      return new Watching(terminal, options.coloured(terminal), watchOptions)
          .watch(api, saga.id(), 0);
    }
    tell(saga, integration, answer);
    return ExitCode.SUCCEEDED;
  }

  private void tell(Saga saga, JsonNode integration, JsonNode answer) {
    switch (format) {
      case table -> {
        terminal.out().println("Saga " + saga.number() + " started: " + saga.id());
        terminal
            .out()
            .println(
                "It applies "
                    + saga.integration()
                    + ", generation "
                    + integration.path("generation").asLong()
                    + ".");
        terminal.out().println("Watch it: mooring watch " + saga.integration());
      }
      case name -> terminal.out().println(saga.id());
      case json, yaml, jsonl -> terminal.out().print(Options.structured(format, answer));
    }
    terminal.out().flush();
  }

  private int busy(String name, JsonNode integration, RefusedException e) {
    terminal.err().println(e.problem().sentence());
    terminal
        .err()
        .println(
            "The document is stored (generation "
                + integration.path("generation").asLong()
                + "), but no new saga was started.");
    terminal.err().println("Follow the running one: mooring watch " + name);
    terminal.err().println("When it has ended, run this command again.");
    return ExitCode.FAILED;
  }

  private byte[] document() {
    try {
      return file.equals("-") ? terminal.in().readAllBytes() : Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new ParameterException(spec.commandLine(), "There is no file " + file + ".");
    } catch (IOException e) {
      throw new ParameterException(
          spec.commandLine(), file + " can't be read: " + e.getMessage(), e);
    }
  }

  private String mediaType() {
    return file.endsWith(".json") ? "application/json" : "application/yaml";
  }
}
