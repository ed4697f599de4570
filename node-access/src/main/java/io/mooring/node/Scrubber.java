package io.mooring.node;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Hides secrets in a text before it leaves the process or is logged: everything that has the form
 * of a cephx key, and by value every one-line {@link Secret} that this process has handled lately.
 */
public final class Scrubber {
  /** What stands in the place of a secret. */
  public static final String MASK = "******";

  /**
   * Ceph's encoding of a key, in base64: type (16 bit), time of creation (seconds and nanoseconds,
   * 32 bit each), length of the key (16 bit), all little-endian, then the key. Type 1 has 16 bytes
   * (AQ…, 40 characters), type 2, AES-256, has 32 (Ag…, 60 characters).
   */
  private static final String EXACT =
      "AQ[A-D][A-Za-z0-9+/]{9}[A-O][BRhx]AA[A-Za-z0-9+/]{22}(?:==)?"
          + "|Ag[A-D][A-Za-z0-9+/]{9}[A-O][CSiy]AA[A-Za-z0-9+/]{43}=?";

  /** A whole word that could be one, with any time and of a third type too: rather too much. */
  private static final String LIKELY = "(?<![A-Za-z0-9+/])A[Qgw][A-Za-z0-9+/]{36,}={0,2}";

  private static final Pattern CEPHX_KEY = Pattern.compile(EXACT + "|" + LIKELY);

  private static final HandledSecrets HANDLED = new HandledSecrets(1024, Duration.ofHours(12));

  private Scrubber() {}

  /** The text with {@link #MASK} in the place of every secret; null stays null. */
  public static String scrub(String text) {
    if (text == null || text.length() < HandledSecrets.SHORTEST) {
      return text;
    }
    return CEPHX_KEY.matcher(withoutHandled(text)).replaceAll(MASK);
  }

  /** Lets this value be hidden from now on, for half a day. */
  static void learn(byte[] secret) {
    HANDLED.learn(secret);
  }

  private static String withoutHandled(String text) {
    long now = System.nanoTime();
    StringBuilder shown = new StringBuilder();
    int done = 0;
    Optional<HandledSecrets.Place> found = HANDLED.find(text, 0, now);
    while (found.isPresent()) {
      shown.append(text, done, found.get().start()).append(MASK);
      done = found.get().start() + found.get().length();
      found = HANDLED.find(text, done, now);
    }
    return done == 0 ? text : shown.append(text, done, text.length()).toString();
  }
}
