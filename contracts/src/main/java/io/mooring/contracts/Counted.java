package io.mooring.contracts;

/**
 * So many of a thing, as a sentence of an event or an answer has it: {@code 1 image is}, {@code 2
 * images are}.
 *
 * @param number how many there are
 * @param one what one of them is called
 * @param many what several, or none, are called
 */
public record Counted(long number, String one, String many) {
  /** Of a thing of which several take an s. */
  public static Counted of(long number, String thing) {
    return new Counted(number, thing, thing + "s");
  }

  /** The number and what they are called, then the verb that agrees. */
  public String with(String verbOfOne, String verbOfMany) {
    return this + " " + either(verbOfOne, verbOfMany);
  }

  /** What they are called, without the number. */
  public String noun() {
    return either(one, many);
  }

  /** The first word if there is exactly one of them, otherwise the second. */
  public String either(String ofOne, String ofMany) {
    return number == 1 ? ofOne : ofMany;
  }

  /** The number and what they are called. */
  @Override
  public String toString() {
    return number + " " + noun();
  }
}
