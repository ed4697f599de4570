package io.mooring.participant.step;

import io.mooring.node.Scrubber;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away what looks like a secret before something of a file is shown or sent.
 *
 * <p>It would rather hide too much: the whole value of an option with a telling name, the
 * credentials in any URL, and whatever the {@link Scrubber} knows.
 */
public final class Redaction {
  /** Stands where a secret was. */
  public static final String MASK = Scrubber.MASK;

  private static final Pattern SECRET_OPTION =
      Pattern.compile(
          ".*(password|passwd|passphrase|credential|token|secret).*"
              + "|(.*_)?(pass|pwd|key|keys|connection|connection_string|transport_url)");

  /** The UUID under which libvirt knows a secret is not one, and people need to compare it. */
  private static final Pattern PUBLIC_OPTION = Pattern.compile(".*_uuid");

  private static final Pattern OPTION_LINE =
      Pattern.compile("(\\s*[#;]*\\s*([A-Za-z0-9_. -]+?)\\s*=\\s*)(\\S.*)");

  /** A telling name with its value, as logs have it: {@code password=x}, {@code 'token': 'x'}. */
  private static final Pattern LOGGED_SECRET =
      Pattern.compile(
          "(?i)([\\w.-]{0,40}(?:passw(?:or)?d|passphrase|credential|token|secret)[\\w.-]{0,40}"
              + "|(?:[\\w.-]{0,40}[_.-])?(?:pass|pwd|key))"
              + "(['\"]?\\s*[=:]\\s*['\"]?)([^\\s'\",;&]+)");

  private static final Pattern URL_CREDENTIALS = Pattern.compile("://\\S*@");

  private Redaction() {}

  /** Whether the option's name tells that its value is a secret. */
  public static boolean isSecret(String option) {
    String name = option.toLowerCase(Locale.ROOT).replaceAll("[ -]", "_");
    return isTelling(name) && !PUBLIC_OPTION.matcher(name).matches();
  }

  /** Whether a text, in lower case, so much as speaks of secrets. */
  public static boolean isTelling(String text) {
    return SECRET_OPTION.matcher(text).matches();
  }

  /** An option's value as it may be shown. */
  public static String ofValue(String option, String value) {
    return isSecret(option) && !value.isEmpty() ? MASK : ofText(value);
  }

  /**
   * One line of an INI file, without its end, as it may be shown; comments may hold secrets too.
   */
  public static String ofLine(String line) {
    Matcher option = OPTION_LINE.matcher(line);
    return option.matches() && isSecret(option.group(2)) ? option.group(1) + MASK : ofText(line);
  }

  /** A line of a log as it may be shown and sent. */
  public static String ofLogLine(String line) {
    return ofText(LOGGED_SECRET.matcher(line).replaceAll("$1$2" + MASK));
  }

  /** Any text as it may be shown. */
  public static String ofText(String text) {
    String withoutCredentials = URL_CREDENTIALS.matcher(text).replaceAll("://" + MASK + "@");
    return Scrubber.scrub(withoutCredentials);
  }
}
