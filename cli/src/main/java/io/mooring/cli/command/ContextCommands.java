package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.Json;
import io.mooring.cli.context.Context;
import io.mooring.cli.context.ContextFile;
import io.mooring.cli.context.Contexts;
import io.mooring.cli.view.Table;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What can be done with contexts. */
public final class ContextCommands {
  private ContextCommands() {}

  /** Shows all of them; whether they have tokens, and not the tokens. */
  static int show(Terminal terminal, Output output) {
    Contexts contexts = ContextFile.of(terminal.environment()).read();
    if (!output.table()) {
      ObjectNode whole = Json.object();
      var items = whole.putArray("items");
      for (Context context : contexts.all()) {
        items
            .addObject()
            .put("name", context.name())
            .put("url", context.address().toString())
            .put("token", context.token().isPresent())
            .put("current", contexts.current().equals(Optional.of(context.name())));
      }
      output.print(terminal, whole, items, "name");
    } else if (contexts.all().isEmpty()) {
      terminal.err().println("No contexts yet. Begin with: mooring context add NAME --to URL");
    } else {
      Table table = new Table("CURRENT", "NAME", "URL", "TOKEN");
      for (Context context : contexts.all()) {
        table.row(
            contexts.current().equals(Optional.of(context.name())) ? "*" : "",
            context.name(),
            context.address().toString(),
            context.token().isPresent() ? "kept" : "-");
      }
      terminal.print(table.lines(), false);
    }
    return ExitCode.SUCCEEDED;
  }

  private static ParameterException unknown(CommandSpec spec, String name) {
    return new ParameterException(
        spec.commandLine(), "No context is called " + name + ". See: mooring context list");
  }

  /** Lists them. */
  @Command(
      name = "list",
      aliases = {"ls", "get"},
      description = "List the contexts; which is in use, and whether a token is kept for it.")
  public static final class Listing implements Callable<Integer> {
    private final Terminal terminal;
    @Mixin private HelpOption help;
    @Mixin private Output output;

    /** Runs on this terminal. */
    public Listing(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      return show(terminal, output);
    }
  }

  /** Chooses one. */
  @Command(name = "use", description = "Use this context where nothing else is said.")
  public static final class Use implements Callable<Integer> {
    private final Terminal terminal;
    @Spec private CommandSpec spec;
    @Mixin private HelpOption help;

    @Parameters(
        paramLabel = "NAME",
        completionCandidates = Names.Contexts.class,
        description = "Which one.")
    private String name;

    /** Runs on this terminal. */
    public Use(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      ContextFile file = ContextFile.of(terminal.environment());
      Contexts contexts = file.read();
      Context found = contexts.find(name).orElseThrow(() -> unknown(spec, name));
      file.write(contexts.using(name));
      terminal.err().println("In use: " + name + ", " + found.address() + ".");
      return ExitCode.SUCCEEDED;
    }
  }

  /** Adds one. */
  @Command(
      name = "add",
      aliases = "set",
      description = {
        "Add a context, or change the one of that name. The first one is in use at once.",
        "A token is never an argument, for others could see it: it is read from a file."
      })
  public static final class Add implements Callable<Integer> {
    private final Terminal terminal;
    @Spec private CommandSpec spec;
    @Mixin private HelpOption help;

    @Parameters(paramLabel = "NAME", description = "What you call it.")
    private String name;

    @Option(
        names = {"--to", "--url"},
        required = true,
        paramLabel = "URL",
        description = "Where that Mooring is.")
    private String url;

    @Option(
        names = "--token-file",
        paramLabel = "FILE",
        description =
            "A file with its token, which is copied; - reads it from standard input. Without it"
                + " MOORING_TOKEN is used, or on this machine the token of the account.")
    private String tokenFile;

    /** Runs on this terminal. */
    public Add(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
        throw wrong("A context's name is made of letters, digits, dots and dashes: " + name);
      }
      URI address =
          Address.parse(url)
              .orElseThrow(() -> wrong("Not an address: " + url + " (expected http://HOST:PORT)"));
      ContextFile file = ContextFile.of(terminal.environment());
      Contexts contexts = file.read().with(new Context(name, address, token()));
      file.write(contexts);
      boolean used = contexts.current().equals(Optional.of(name));
      terminal
          .err()
          .println(
              used
                  ? name + " is kept in " + file.path() + " and in use."
                  : name + " is kept in " + file.path() + ". Use it: mooring context use " + name);
      return ExitCode.SUCCEEDED;
    }

    private Optional<String> token() {
      if (tokenFile == null) {
        return Optional.empty();
      }
      try {
        byte[] bytes =
            tokenFile.equals("-")
                ? terminal.in().readAllBytes()
                : Files.readAllBytes(Path.of(tokenFile));
        String token = new String(bytes, StandardCharsets.UTF_8).strip();
        if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
          throw wrong("There is no token in " + tokenFile + "; a token is one word.");
        }
        return Optional.of(token);
      } catch (NoSuchFileException e) {
        throw wrong("There is no file " + tokenFile + ".");
      } catch (IOException e) {
        throw wrong(tokenFile + " can't be read: " + e.getMessage());
      }
    }

    private ParameterException wrong(String message) {
      return new ParameterException(spec.commandLine(), message);
    }
  }

  /** Forgets one. */
  @Command(
      name = "remove",
      aliases = {"rm", "delete"},
      description = "Forget a context and its token. That Mooring goes on as it is.")
  public static final class Remove implements Callable<Integer> {
    private final Terminal terminal;
    @Spec private CommandSpec spec;
    @Mixin private HelpOption help;

    @Parameters(
        paramLabel = "NAME",
        completionCandidates = Names.Contexts.class,
        description = "Which one.")
    private String name;

    /** Runs on this terminal. */
    public Remove(Terminal terminal) {
      this.terminal = terminal;
    }

    @Override
    public Integer call() {
      ContextFile file = ContextFile.of(terminal.environment());
      Contexts contexts = file.read();
      if (contexts.find(name).isEmpty()) {
        throw unknown(spec, name);
      }
      file.write(contexts.without(name));
      terminal.err().println("Forgotten: " + name + ".");
      if (contexts.current().equals(Optional.of(name))) {
        terminal.err().println("No context is in use now. Choose: mooring context use NAME");
      }
      return ExitCode.SUCCEEDED;
    }
  }
}
