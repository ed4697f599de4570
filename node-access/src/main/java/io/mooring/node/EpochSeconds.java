package io.mooring.node;

import java.math.BigDecimal;
import java.time.Instant;

/** Times as {@code date +%s.%N} and {@code stat -c %.9Y} print them on a node. */
public final class EpochSeconds {
  private static final int NANOSECOND_DIGITS = 9;

  private EpochSeconds() {}

  /**
   * Reads seconds since the epoch with up to nine decimals.
   *
   * @throws NumberFormatException when the text is no number
   */
  public static Instant parse(String seconds) {
    BigDecimal exact = new BigDecimal(seconds);
    long whole = exact.longValue();
    return Instant.ofEpochSecond(
        whole,
        exact.subtract(BigDecimal.valueOf(whole)).movePointRight(NANOSECOND_DIGITS).longValue());
  }
}
