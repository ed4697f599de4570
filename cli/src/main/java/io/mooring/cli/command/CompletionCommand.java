package io.mooring.cli.command;

import io.mooring.cli.view.BundledText;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script that completes verbs, options and names. */
@Command(
    name = "completion",
    description = "Print a script that lets your shell complete verbs, options and names.",
    footer = {
      "",
      "Examples:",
      "  source <(mooring completion bash)                              for this shell",
      "  mooring completion bash > /etc/bash_completion.d/mooring       for everybody",
      "  mooring completion zsh > ~/.mooring-completion && source ~/.mooring-completion"
    })
public final class CompletionCommand implements Callable<Integer> {
  /** What only the script knows that starts this command. */
  private static final List<String> OF_THE_START_SCRIPT =
      List.of("demo", "up", "down", "build", "test", "help");

  /** What the lab's own script takes (deploy/lab/lab). */
  private static final List<String> OF_THE_LAB =
      List.of(
          "build",
          "provision",
          "ready",
          "up",
          "down",
          "reset",
          "status",
          "hosts",
          "ssh",
          "cloud",
          "site",
          "exec",
          "add-computes",
          "add-ceph",
          "stop",
          "start",
          "freeze",
          "thaw",
          "leftovers");

  /** What the generated script leaves to bash, which would tear the name of a step apart. */
  private static final String WHOLE_WORDS = "whole-words.bash";

  private final Terminal terminal;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  private Shell shell;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  /** The shells that the script is for. */
  enum Shell {
    bash,
    zsh
  }

  /** Runs on this terminal. */
  public CompletionCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    CommandLine whole = spec.parent().commandLine();
    OF_THE_START_SCRIPT.forEach(verb -> whole.addSubcommand(verb, CommandSpec.create()));
    whole.addSubcommand("lab", lab());
    String script = AutoComplete.bash("mooring", whole);
    if (shell == Shell.zsh) {
      terminal.out().println("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
    }
    terminal.out().print(Names.askedForWhenNeeded(script));
    terminal.out().print(BundledText.beside(CompletionCommand.class, WHOLE_WORDS));
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }

  private static CommandSpec lab() {
    return CommandSpec.create()
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("VERB")
                .index("0")
                .completionCandidates(OF_THE_LAB)
                .build())
        .addPositional(
            PositionalParamSpec.builder()
                .paramLabel("NODE")
                .index("1..*")
                .completionCandidates(List.of(Names.placeholder(Names.Kind.nodes)))
                .build());
  }
}
