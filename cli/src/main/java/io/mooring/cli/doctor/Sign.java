package io.mooring.cli.doctor;

/**
 * One thing that was looked at.
 *
 * @param verdict how it stands
 * @param subject what it is: {@code disk}
 * @param seen what was seen
 * @param meaning what that means; empty when all is well
 * @param next what to do; empty when there is nothing to do
 */
public record Sign(Verdict verdict, String subject, String seen, String meaning, String next) {
  /** How something stands. */
  public enum Verdict {
    /** As it should be. */
    GOOD,
    /** It works, and may not for long. */
    WARNING,
    /** Something does not work because of it, or a secret is open. */
    WRONG
  }

  static Sign good(String subject, String seen) {
    return new Sign(Verdict.GOOD, subject, seen, "", "");
  }

  static Sign warning(String subject, String seen, String meaning, String next) {
    return new Sign(Verdict.WARNING, subject, seen, meaning, next);
  }

  static Sign wrong(String subject, String seen, String meaning, String next) {
    return new Sign(Verdict.WRONG, subject, seen, meaning, next);
  }
}
