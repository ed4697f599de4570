package io.mooring.cli.command;

import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.SagaFinder;
import io.mooring.cli.api.UnreachableException;
import io.mooring.cli.context.ContextFile;
import io.mooring.cli.context.UnusableContextsException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Names for a shell that completes them; no names where the server can't be asked. */
@Command(name = "names", hidden = true, description = "Print names, for the completion of shells.")
public final class Names implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;

  @Parameters(description = "Of what.")
  private Kind kind;

  /** What has names. */
  enum Kind {
    integrations,
    steps,
    nodes,
    contexts
  }

  /** Stands in a generated script for the integrations that there will be. */
  static final class Integrations implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(placeholder(Kind.integrations)).iterator();
    }
  }

  /** Stands in a generated script for the steps that the latest saga will have. */
  static final class Steps implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(placeholder(Kind.steps)).iterator();
    }
  }

  /** Stands in a generated script for the contexts that there will be. */
  static final class Contexts implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return List.of(placeholder(Kind.contexts)).iterator();
    }
  }

  /** Runs on this terminal. */
  public Names(Terminal terminal) {
    this.terminal = terminal;
  }

  /** The script, with placeholders turned into questions. */
  static String askedForWhenNeeded(String script) {
    String asking = script;
    for (Kind kind : Kind.values()) {
      asking =
          asking.replace(
              "\"" + placeholder(kind) + "\"", "$(mooring names " + kind + " 2>/dev/null)");
    }
    return asking;
  }

  /** Stands in a generated script for names that there will be. */
  static String placeholder(Kind kind) {
    return "MOORING_" + kind;
  }

  @Override
  public Integer call() {
    try {
      switch (kind) {
        case integrations ->
            options
                .client(terminal)
                .integrations()
                .path("items")
                .forEach(item -> print(item.path("name").asText()));
        case steps -> ofSteps(options.client(terminal), "name").forEach(this::print);
        case nodes -> ofSteps(options.client(terminal), "node").forEach(this::print);
        case contexts ->
            ContextFile.of(terminal.environment()).read().all().forEach(it -> print(it.name()));
      }
    } catch (UnreachableException | RefusedException | UnusableContextsException e) {
      return ExitCode.FAILED;
    }
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }

  /** What the steps of the latest saga have in that field, each once. */
  private static TreeSet<String> ofSteps(ApiClient api, String field) {
    TreeSet<String> names = new TreeSet<>();
    new SagaFinder(api)
        .find(Optional.empty())
        .ifPresent(
            saga ->
                api.steps(saga)
                    .path("items")
                    .forEach(step -> names.add(step.path(field).asText())));
    return names;
  }

  private void print(String name) {
    terminal.out().println(name);
  }
}
