package io.mooring.cli;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in the words of people, not of its parser. */
final class WrongUsage {
  private static final Pattern QUOTED = Pattern.compile("'([^']+)'");

  private WrongUsage() {}

  /** What is wrong, in one sentence or two. */
  static String of(ParameterException wrong) {
    return switch (wrong) {
      case UnmatchedArgumentException unmatched -> unmatched(unmatched);
      case MissingParameterException missing -> missing(missing);
      default -> value(wrong);
    };
  }

  private static String unmatched(UnmatchedArgumentException wrong) {
    String word = wrong.getUnmatched().getFirst();
    CommandLine command = wrong.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    if (wrong.isUnknownOption()) {
      return name
          + " has no option "
          + word
          + "."
          + near(word, command.getCommandSpec().optionsMap().keySet());
    }
    if (!command.getSubcommands().isEmpty()) {
      return name + " has no command " + word + "." + near(word, shown(command));
    }
    return name + " takes no such word: " + word;
  }

  private static List<String> shown(CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .filter(it -> !it.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Those that differ by a slip or two of the fingers. */
  private static String near(String word, Collection<String> known) {
    String meant = word.split("=")[0];
    int least = known.stream().mapToInt(it -> distance(it, meant)).min().orElse(Integer.MAX_VALUE);
    if (least > Math.clamp(meant.length() / 3, 1, 2)) {
      return "";
    }
    return known.stream()
        .filter(it -> distance(it, meant) == least)
        .limit(2)
        .collect(Collectors.joining(" or ", " Did you mean ", "?"));
  }

  /** How many letters are wrong, missing, too many, or changed places with their neighbour. */
  private static int distance(String one, String other) {
    int[][] of = new int[one.length() + 1][other.length() + 1];
    for (int i = 0; i <= one.length(); i++) {
      for (int j = 0; j <= other.length(); j++) {
        if (i == 0 || j == 0) {
          of[i][j] = i + j;
          continue;
        }
        int same = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
        of[i][j] = Math.min(of[i - 1][j - 1] + same, Math.min(of[i - 1][j], of[i][j - 1]) + 1);
        if (i > 1
            && j > 1
            && one.charAt(i - 1) == other.charAt(j - 2)
            && one.charAt(i - 2) == other.charAt(j - 1)) {
          of[i][j] = Math.min(of[i][j], of[i - 2][j - 2] + 1);
        }
      }
    }
    return of[one.length()][other.length()];
  }

  private static String missing(MissingParameterException wrong) {
    List<ArgSpec> missing = wrong.getMissing();
    if (wrong.getMessage().startsWith("Missing required parameter for option")) {
      return missing.stream()
          .map(it -> ((OptionSpec) it).longestName() + " needs " + it.paramLabel() + " behind it.")
          .findFirst()
          .orElseGet(wrong::getMessage);
    }
    // The parser names only the first of several words, but says all of them.
    List<String> names =
        missing.stream().anyMatch(ArgSpec::isOption)
            ? missing.stream().map(WrongUsage::name).toList()
            : QUOTED.matcher(wrong.getMessage()).results().map(it -> it.group(1)).toList();
    return String.join(" and ", names) + (names.size() == 1 ? " is missing." : " are missing.");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.names()[0] : argument.paramLabel();
  }

  private static String value(ParameterException wrong) {
    ArgSpec argument = wrong.getArgSpec();
    if (argument == null || wrong.getValue() == null || !argument.type().isEnum()) {
      return wrong.getMessage();
    }
    String choices =
        Stream.of(argument.type().getEnumConstants())
            .map(Object::toString)
            .collect(Collectors.joining(", "));
    String name = argument instanceof OptionSpec option ? option.longestName() : name(argument);
    return "%s is one of %s, not %s.".formatted(name, choices, wrong.getValue());
  }
}
