package io.mooring.openstack.configuration;

import io.mooring.node.Scrubber;
import io.mooring.openstack.configuration.Element.Comment;
import io.mooring.openstack.configuration.Element.Unparsable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away what looks like a secret before something of a file is shown or sent.
 *
 * <p>It would rather hide too much: the whole value of an option with a telling name, the
 * credentials in any URL, and what {@link Scrubber} knows: cephx keys by form, handled secrets by
 * value.
 */
public final class Redaction {
  static final String MASK = Scrubber.MASK;

  private static final Pattern SECRET_OPTION =
      Pattern.compile(
          ".*(password|passwd|passphrase|credential|token|secret).*"
              + "|(.*_)?(pass|pwd|key|keys|connection|connection_string|transport_url)");

  /** The UUID under which libvirt knows a secret is not one, and people need to compare it. */
  private static final Pattern PUBLIC_OPTION = Pattern.compile(".*_uuid");

  private static final Pattern COMMENTED_OPTION =
      Pattern.compile("(?s)([#;]\\s*([A-Za-z0-9_.-]+)\\s*[=:]\\s*)(\\S.*)");
  private static final Pattern URL_CREDENTIALS = Pattern.compile("://\\S*@");

  /** A telling name with its value, as logs have it: {@code password=x}, {@code 'token': 'x'}. */
  private static final Pattern LOGGED_SECRET =
      Pattern.compile(
          "(?i)([\\w.-]{0,40}(?:passw(?:or)?d|passphrase|credential|token|secret)[\\w.-]{0,40}"
              + "|(?:[\\w.-]{0,40}[_.-])?(?:pass|pwd|key))"
              + "(['\"]?\\s*[=:]\\s*['\"]?)([^\\s'\",;&]+)");

  private Redaction() {}

  static boolean isSecret(String option) {
    String name = option.toLowerCase(Locale.ROOT).replace('-', '_');
    return SECRET_OPTION.matcher(name).matches() && !PUBLIC_OPTION.matcher(name).matches();
  }

  static String ofValue(String option, String value) {
    return isSecret(option) && !value.isEmpty() ? MASK : ofText(value);
  }

  /** What a stray line means is not known, so one that so much as speaks of secrets is hidden. */
  static String ofUnparsable(String line) {
    String body = PythonText.withoutLineEnd(line);
    boolean telling =
        SECRET_OPTION.matcher(body.toLowerCase(Locale.ROOT)).matches()
            || body.contains("connection")
            || body.contains("transport_url");
    return telling ? MASK + PythonText.lineEnd(line) : ofText(line);
  }

  /** The lines of a piece of a file, as many as it has, as they may be shown. */
  static List<String> shownLines(Element element) {
    List<String> lines = PythonText.lines(element.raw());
    return switch (element) {
      case Assignment assignment when isSecret(assignment.option()) -> masked(assignment, lines);
      case Comment comment -> List.of(ofComment(comment.raw()));
      case Unparsable unparsable -> lines.stream().map(Redaction::ofUnparsable).toList();
      case Assignment assignment -> lines.stream().map(Redaction::ofText).toList();
      case Element.Header header -> lines;
      case Element.Blank blank -> lines;
    };
  }

  private static List<String> masked(Assignment assignment, List<String> lines) {
    List<String> shown = new ArrayList<>();
    String first = lines.getFirst();
    String key = first.substring(0, assignment.separator() + 1);
    shown.add(key + " " + MASK + PythonText.lineEnd(first));
    lines.stream().skip(1).forEach(line -> shown.add("  " + MASK + PythonText.lineEnd(line)));
    return shown;
  }

  /** A line of a log as it may be shown and sent. */
  public static String ofLogLine(String line) {
    return ofText(LOGGED_SECRET.matcher(line).replaceAll("$1$2" + MASK));
  }

  private static String ofComment(String line) {
    Matcher option = COMMENTED_OPTION.matcher(line);
    boolean secret =
        option.matches() && isSecret(option.group(2)) && !option.group(3).startsWith("<None>");
    return secret ? option.group(1) + MASK + PythonText.lineEnd(line) : ofText(line);
  }

  private static String ofText(String text) {
    String withoutCredentials = URL_CREDENTIALS.matcher(text).replaceAll("://" + MASK + "@");
    return Scrubber.scrub(withoutCredentials);
  }
}
