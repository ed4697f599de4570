package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Plan;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.Saga;
import io.mooring.cli.api.SagaFinder;
import io.mooring.cli.api.Snapshot;
import java.util.Optional;
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
      "On a terminal the plan is shown first, and you are asked. Only what differs is changed, so"
          + " this is safe to run again at any time."
    },
    footer = {
      "",
      "Examples:",
      "  mooring apply -f site.yaml --watch",
      "  mooring apply --plan p-1a2b…                 exactly what mooring plan has shown",
      "  mooring apply -f site.yaml --yes -o name     only the saga's id, for scripts",
      "  cat site.yaml | mooring apply -f - --watch --timeout 30m"
    })
public final class ApplyCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private DocumentFile file;
  @Mixin private WatchOptions watchOptions;
  @Mixin private WaitOption waitOption;

  @Option(
      names = "--plan",
      paramLabel = "HASH",
      description = "Carry out this plan; nothing is changed where the world has moved since.")
  private String plan;

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Without a terminal nobody is asked anyway.")
  private boolean yes;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it ends or needs a person.")
  private boolean watch;

  @Option(names = "--prove", description = "Run all proofs, also those that were run before.")
  private boolean prove;

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
    if (file.isGiven() == (plan != null)) {
      throw new ParameterException(
          spec.commandLine(), "Give either a document with -f or a plan with --plan.");
    }
    ApiClient api = options.client(terminal);
    if (plan != null) {
      String name =
          new SagaFinder(api)
              .planned(plan)
              .orElseThrow(
                  () ->
                      new ParameterException(
                          spec.commandLine(),
                          "No plan of a document as it is now is called " + plan + "."));
      return start(api, name, Optional.of(plan));
    }
    Optional<JsonNode> stored = file.store(api, terminal);
    if (stored.isEmpty()) {
      return ExitCode.USAGE;
    }
    String name = stored.get().path("name").asText();
    return !yes && terminal.answered() ? ask(api, name) : start(api, name, Optional.empty());
  }

  /** Shows the plan and asks, as Terraform does. */
  private int ask(ApiClient api, String name) throws InterruptedException {
    Snapshot looked;
    try {
      looked = new Looking(terminal, api).look(name, Json.object().put("kind", "plan"));
    } catch (RefusedException e) {
      return refused(name, e);
    }
    Plan shown = Plan.from(api.plan(looked.saga().id()));
    PlanCommand.show(terminal, options.coloured(terminal), looked, shown);
    if (shown.complete() && shown.changesNothing() && !prove) {
      return ExitCode.SUCCEEDED;
    }
    terminal.out().println();
    terminal.out().flush();
    String answer = terminal.ask("Apply this? Only yes is taken for a yes: ");
    if (!answer.equals("yes")) {
      terminal.err().println("Nothing was changed.");
      shown
          .hash()
          .ifPresent(it -> terminal.err().println("To do it later: mooring apply --plan " + it));
      return ExitCode.FAILED;
    }
    return start(api, name, shown.hash());
  }

  private int start(ApiClient api, String name, Optional<String> hash) throws InterruptedException {
    ObjectNode request = Json.object().put("kind", "apply");
    request.put("prove", prove);
    hash.ifPresent(it -> request.put("plan", it));
    JsonNode answer;
    try {
      answer = api.start(name, waitOption.in(request));
    } catch (RefusedException e) {
      return refused(name, e);
    }
    Saga saga = Saga.from(answer);
    if (watch) {
      return new Watching(terminal, options.coloured(terminal), watchOptions)
          .watch(api, saga.id(), 0);
    }
    tell(saga, answer);
    return ExitCode.SUCCEEDED;
  }

  private void tell(Saga saga, JsonNode answer) {
    switch (format) {
      case table -> {
        terminal.out().println("Saga " + saga.number() + " started: " + saga.id());
        terminal
            .out()
            .println(
                "It applies " + saga.integration() + ", generation " + saga.generation() + ".");
        terminal.out().println("Watch it: mooring watch " + saga.integration());
      }
      case name -> terminal.out().println(saga.id());
      case json, yaml, jsonl -> terminal.out().print(Options.structured(format, answer));
    }
    terminal.out().flush();
  }

  private int refused(String name, RefusedException e) {
    if (e.problem().status() != 409) {
      throw e;
    }
    terminal.err().println(e.problem().sentence());
    terminal.err().println("The document is stored, but nothing was started.");
    if (e.problem().code().equals("saga-running")) {
      terminal.err().println("Follow the running one: mooring watch " + name);
      terminal.err().println("When it has ended, run this command again.");
    }
    if (e.problem().code().equals("held-by-another")) {
      terminal.err().println("To begin by itself when that is done: add --wait-for-nodes.");
    }
    return ExitCode.FAILED;
  }
}
