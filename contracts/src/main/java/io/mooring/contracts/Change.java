package io.mooring.contracts;

import java.util.Optional;

/**
 * One thing that a step changed, or would change.
 *
 * @param kind what happens to it
 * @param subject the thing: a file's path, a pool, a unit
 * @param summary one line for people
 * @param diff unified diff where it is a text; values of secrets are left out
 */
public record Change(Kind kind, String subject, String summary, Optional<String> diff) {
  /** What happens to the subject. */
  public enum Kind {
    /** It was not there. */
    CREATE,
    /** It was there and was different. */
    UPDATE,
    /** It goes. */
    DELETE,
    /** A service starts anew. */
    RESTART
  }

  /** A change without a diff. */
  public static Change of(Kind kind, String subject, String summary) {
    return new Change(kind, subject, summary, Optional.empty());
  }
}
