package io.mooring.orchestrator.security;

import java.security.SecureRandom;
import java.util.Base64;

/** Text that nobody can guess, fit for headers and addresses. */
final class RandomText {
  private static final int BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private RandomText() {}

  static String next() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
