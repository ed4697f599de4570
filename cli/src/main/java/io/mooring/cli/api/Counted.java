package io.mooring.cli.api;

/** So many of a thing, in words; the CLI knows the API alone, so the services' type is not here. */
public final class Counted {
  private Counted() {}

  /** The number and the thing, which takes an s if there is not exactly one: {@code 2 steps}. */
  public static String of(long number, String thing) {
    return number + " " + noun(number, thing);
  }

  /** The thing without the number. */
  public static String noun(long number, String thing) {
    return number == 1 ? thing : thing + "s";
  }
}
