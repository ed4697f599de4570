package io.mooring.cli;

import io.mooring.cli.api.Problem;
import io.mooring.cli.api.RefusedException;
import io.mooring.cli.api.UnreachableException;
import io.mooring.cli.command.ApplyCommand;
import io.mooring.cli.command.CancelCommand;
import io.mooring.cli.command.CheckCommand;
import io.mooring.cli.command.CompletionCommand;
import io.mooring.cli.command.ContextCommand;
import io.mooring.cli.command.DiffCommand;
import io.mooring.cli.command.DoctorCommand;
import io.mooring.cli.command.DriftCommand;
import io.mooring.cli.command.EventsCommand;
import io.mooring.cli.command.ExitCode;
import io.mooring.cli.command.ExplainCommand;
import io.mooring.cli.command.ExportCommand;
import io.mooring.cli.command.HistoryCommand;
import io.mooring.cli.command.InitCommand;
import io.mooring.cli.command.ListCommand;
import io.mooring.cli.command.Names;
import io.mooring.cli.command.OpenCommand;
import io.mooring.cli.command.PauseCommand;
import io.mooring.cli.command.PlanCommand;
import io.mooring.cli.command.PruneCommand;
import io.mooring.cli.command.RemoveCommand;
import io.mooring.cli.command.RerunCommand;
import io.mooring.cli.command.ResolveCommand;
import io.mooring.cli.command.ResumeCommand;
import io.mooring.cli.command.RetryCommand;
import io.mooring.cli.command.RollbackCommand;
import io.mooring.cli.command.SkipCommand;
import io.mooring.cli.command.StatusCommand;
import io.mooring.cli.command.StepCommand;
import io.mooring.cli.command.Terminal;
import io.mooring.cli.command.VerifyCommand;
import io.mooring.cli.command.VersionCommand;
import io.mooring.cli.command.WatchCommand;
import io.mooring.cli.context.UnusableContextsException;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Option;

/** The mooring command. */
@Command(
    name = "mooring",
    description = "Ties an OpenStack cloud to an external Ceph cluster.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "mooring COMMAND --help tells more, with examples.",
      "Exit codes: 0 succeeded, 1 failed or needs a person, 2 wrong usage or refused document,",
      "3 timed out while still running, 6 Mooring does not answer, 130 interrupted."
    })
public final class Mooring {
  private static final List<Class<?>> VERBS =
      List.of(
          CheckCommand.class,
          PlanCommand.class,
          ApplyCommand.class,
          StatusCommand.class,
          StepCommand.class,
          WatchCommand.class,
          EventsCommand.class,
          HistoryCommand.class,
          ListCommand.class,
          RetryCommand.class,
          ResolveCommand.class,
          SkipCommand.class,
          PauseCommand.class,
          ResumeCommand.class,
          CancelCommand.class,
          RerunCommand.class,
          RollbackCommand.class,
          VerifyCommand.class,
          DriftCommand.class,
          PruneCommand.class,
          RemoveCommand.class,
          DiffCommand.class,
          ExplainCommand.class,
          OpenCommand.class,
          ContextCommand.class,
          ExportCommand.class,
          DoctorCommand.class,
          InitCommand.class,
          CompletionCommand.class,
          VersionCommand.class,
          Names.class);

  private static final int WIDEST_HELP = 96;
  private static final Set<String> HELP = Set.of("-h", "--help");
  private static final Set<String> VERSION = Set.of("-V", "--version");

  private static final List<String> NOT_SIGNED_IN =
      List.of(
          "On the machine where Mooring runs, use the account that started it: its token is in",
          "MOORING_HOME/token. Elsewhere set MOORING_TOKEN, or MOORING_TOKEN_FILE to a file with"
              + " it.");

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version of this command.")
  private boolean version;

  private Mooring() {}

  /** Runs the command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    System.exit(run(Terminal.ofProcess(), arguments));
  }

  /** Runs the command on this terminal; its exit code. */
  public static int run(Terminal terminal, String... arguments) {
    CommandLine.Help.Ansi ansi =
        terminal.coloured() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF;
    CommandLine line = new CommandLine(new Mooring(), onTerminal(terminal));
    line.getCommandSpec().version(VersionCommand.version());
    verbs(arguments).forEach(line::addSubcommand);
    return line.setOut(new PrintWriter(terminal.out(), true))
        .setErr(new PrintWriter(terminal.err(), true))
        .setColorScheme(CommandLine.Help.defaultColorScheme(ansi))
        .setUsageHelpWidth(helpWidth(terminal, arguments))
        .setParameterExceptionHandler((e, args) -> wrongUsage(terminal, e))
        .setExecutionExceptionHandler((e, command, result) -> failed(terminal, e))
        .execute(arguments.length == 0 ? new String[] {"--help"} : arguments);
  }

  /**
   * Lines longer than this are hard to read; only for help the terminal is asked, for that costs
   * time.
   */
  private static int helpWidth(Terminal terminal, String... arguments) {
    boolean help = arguments.length == 0 || Stream.of(arguments).anyMatch(it -> HELP.contains(it));
    return help ? Math.clamp(terminal.size().columns(), 60, WIDEST_HELP) : WIDEST_HELP;
  }

  /** All verbs, or only the one that is asked for: to look at the others would cost time. */
  private static List<Class<?>> verbs(String... arguments) {
    String asked = arguments.length == 0 ? "" : arguments[0];
    if (VERSION.contains(asked)) {
      return List.of();
    }
    return VERBS.stream()
        .filter(verb -> name(verb).equals(asked) && verb != CompletionCommand.class)
        .findFirst()
        .<List<Class<?>>>map(List::of)
        .orElse(VERBS);
  }

  /** The verbs that people know, in the order of the help. */
  static List<String> verbs() {
    return VERBS.stream()
        .filter(verb -> !verb.getAnnotation(Command.class).hidden())
        .map(Mooring::name)
        .toList();
  }

  /** The verbs below a verb, where it has some. */
  static List<String> verbsBelow(String verb) {
    return VERBS.stream()
        .filter(known -> name(known).equals(verb))
        .flatMap(known -> Stream.of(known.getAnnotation(Command.class).subcommands()))
        .map(Mooring::name)
        .toList();
  }

  private static String name(Class<?> verb) {
    return verb.getAnnotation(Command.class).name();
  }

  private static int wrongUsage(Terminal terminal, CommandLine.ParameterException e) {
    terminal.tell(WrongUsage.of(e));
    String name = e.getCommandLine().getCommandSpec().qualifiedName();
    terminal.err().println("Help: " + name + " --help");
    return ExitCode.USAGE;
  }

  private static int failed(Terminal terminal, Exception e) throws Exception {
    switch (e) {
      case UnreachableException absent -> {
        terminal.tell(absent.getMessage());
        terminal.tell(
            "Start it with: mooring up (or name another one: --url, MOORING_URL, mooring context"
                + " use)");
        return ExitCode.UNREACHABLE;
      }
      case RefusedException refused -> {
        terminal.tell(words(refused.problem()));
        int status = refused.problem().status();
        if (status == 401) {
          NOT_SIGNED_IN.forEach(terminal.err()::println);
        }
        return status == 400 || status == 404 || status == 422 ? ExitCode.USAGE : ExitCode.FAILED;
      }
      case UnusableContextsException unusable -> {
        terminal.tell(unusable.getMessage());
        return ExitCode.USAGE;
      }
      default -> throw e;
    }
  }

  /** What the server says; where that leads on in the API, the same in verbs of the command. */
  private static String words(Problem problem) {
    return switch (problem.code()) {
      case "not-authenticated" ->
          "Mooring does not know who you are: there is no token, or it is not valid any more.";
      case "no-such-integration" -> "No integration has this name. See: mooring list";
      case "no-such-saga" -> "No saga has this id. See: mooring history INTEGRATION";
      case "no-such-step" -> "The saga has no step of this name. See: mooring status";
      default -> problem.sentence();
    };
  }

  /** Gives each verb the terminal by its constructor. */
  private static IFactory onTerminal(Terminal terminal) {
    return new IFactory() {
      @Override
      public <K> K create(Class<K> type) throws Exception {
        for (Constructor<?> constructor : type.getConstructors()) {
          if (constructor.getParameterCount() == 1
              && constructor.getParameterTypes()[0] == Terminal.class) {
            return type.cast(constructor.newInstance(terminal));
          }
        }
        return CommandLine.defaultFactory().create(type);
      }
    };
  }
}
