package io.mooring.openstack.configuration;

import io.mooring.openstack.configuration.Element.Comment;
import io.mooring.openstack.configuration.Element.Unparsable;
import io.mooring.participant.step.Redaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Shows the pieces of a configuration file without the secrets in them. */
final class ElementRedaction {
  private static final Pattern COMMENTED_OPTION =
      Pattern.compile("(?s)([#;]\\s*([A-Za-z0-9_.-]+)\\s*[=:]\\s*)(\\S.*)");

  private ElementRedaction() {}

  /** What a stray line means is not known, so one that so much as speaks of secrets is hidden. */
  static String ofUnparsable(String line) {
    String body = PythonText.withoutLineEnd(line);
    boolean telling =
        Redaction.isTelling(body.toLowerCase(Locale.ROOT))
            || body.contains("connection")
            || body.contains("transport_url");
    return telling ? Redaction.MASK + PythonText.lineEnd(line) : Redaction.ofText(line);
  }

  /** The lines of a piece of a file, as many as it has, as they may be shown. */
  static List<String> shownLines(Element element) {
    List<String> lines = PythonText.lines(element.raw());
    return switch (element) {
      case Assignment assignment when Redaction.isSecret(assignment.option()) ->
          masked(assignment, lines);
      case Comment comment -> List.of(ofComment(comment.raw()));
      case Unparsable unparsable -> lines.stream().map(ElementRedaction::ofUnparsable).toList();
      case Assignment assignment -> lines.stream().map(Redaction::ofText).toList();
      case Element.Header header -> lines;
      case Element.Blank blank -> lines;
    };
  }

  private static List<String> masked(Assignment assignment, List<String> lines) {
    List<String> shown = new ArrayList<>();
    String first = lines.getFirst();
    String key = first.substring(0, assignment.separator() + 1);
    shown.add(key + " " + Redaction.MASK + PythonText.lineEnd(first));
    lines.stream()
        .skip(1)
        .forEach(line -> shown.add("  " + Redaction.MASK + PythonText.lineEnd(line)));
    return shown;
  }

  private static String ofComment(String line) {
    Matcher option = COMMENTED_OPTION.matcher(line);
    boolean secret =
        option.matches()
            && Redaction.isSecret(option.group(2))
            && !option.group(3).startsWith("<None>");
    return secret
        ? option.group(1) + Redaction.MASK + PythonText.lineEnd(line)
        : Redaction.ofText(line);
  }
}
