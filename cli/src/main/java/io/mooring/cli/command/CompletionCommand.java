package io.mooring.cli.command;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
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
    String script = AutoComplete.bash("mooring", spec.parent().commandLine());
    if (shell == Shell.zsh) {
      terminal.out().println("autoload -Uz compinit bashcompinit && compinit && bashcompinit");
    }
    terminal.out().print(Names.askedForWhenNeeded(script));
    terminal.out().flush();
    return ExitCode.SUCCEEDED;
  }
}
