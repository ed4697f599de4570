package io.mooring.orchestrator.saga;

/**
 * What a step remembers across its states.
 *
 * @param stirred something that it rests on was changed by this saga, so that what was seen of it
 *     before may be wrong
 * @param touched an attempt of it changed something, or may have: it failed with changes, how it
 *     ended is not known, or nothing was left to change although there had been
 * @param excused it does not hold the saga's gate: its node could not be reached
 */
public record Marks(boolean stirred, boolean touched, boolean excused) {
  /** Nothing to remember. */
  public static final Marks NONE = new Marks(false, false, false);

  private static final int STIRRED = 1;
  private static final int TOUCHED = 2;
  private static final int EXCUSED = 4;

  Marks stir() {
    return new Marks(true, touched, excused);
  }

  Marks touch() {
    return new Marks(stirred, true, excused);
  }

  Marks excuse() {
    return new Marks(stirred, touched, true);
  }

  /** The marks as the number that rows keep. */
  public int bits() {
    return (stirred ? STIRRED : 0) | (touched ? TOUCHED : 0) | (excused ? EXCUSED : 0);
  }

  /** The marks that {@link #bits} gave as a number. */
  public static Marks of(int bits) {
    return new Marks((bits & STIRRED) != 0, (bits & TOUCHED) != 0, (bits & EXCUSED) != 0);
  }
}
