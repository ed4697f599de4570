package io.mooring.participant.step;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes away what looks like a secret before something of a file is shown or sent.
 *
 * <p>It would rather hide too much: the whole value of an option with a telling name, the
 * credentials in any URL, and anything that has the form of a cephx key.
 */
public final class Redaction {
  /** Stands where a secret was. */
  public static final String MASK = "******";

  private static final Pattern SECRET_OPTION =
      Pattern.compile(
          ".*(password|passwd|passphrase|credential|token|secret).*"
              + "|(.*_)?(pass|pwd|key|keys|connection|connection_string|transport_url)");

  /** The UUID under which libvirt knows a secret is not one, and people need to compare it. */
  private static final Pattern PUBLIC_OPTION = Pattern.compile(".*_uuid");

  private static final Pattern OPTION_LINE =
      Pattern.compile("(\\s*[#;]*\\s*([A-Za-z0-9_. -]+?)\\s*=\\s*)(\\S.*)");
  private static final Pattern URL_CREDENTIALS = Pattern.compile("://\\S*@");
  private static final Pattern CEPHX_KEY = Pattern.compile("AQ[A-Za-z0-9+/]{36,}={0,2}");

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

  /** One line of an INI file, without its end, as it may be shown; comments may hold secrets too. */
  public static String ofLine(String line) {
    Matcher option = OPTION_LINE.matcher(line);
    return option.matches() && isSecret(option.group(2)) ? option.group(1) + MASK : ofText(line);
  }

  /** Any text as it may be shown. */
  public static String ofText(String text) {
    String withoutCredentials = URL_CREDENTIALS.matcher(text).replaceAll("://" + MASK + "@");
    return CEPHX_KEY.matcher(withoutCredentials).replaceAll(MASK);
  }
}
