package io.mooring.participant.step;

/**
 * Tells people how far a step is that takes longer than its limit; the limit counts anew from each
 * word. A step that says nothing has to end within it.
 */
@FunctionalInterface
public interface Progress {
  /** Nobody hears it. */
  Progress UNTOLD = summary -> {};

  /**
   * Tells how far the step is; blocks until the broker has it.
   *
   * @param summary one line for people
   */
  void tell(String summary);
}
