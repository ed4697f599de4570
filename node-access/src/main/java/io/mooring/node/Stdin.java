package io.mooring.node;

/** What a script reads from its standard input. */
public sealed interface Stdin {

  /** Nothing: the script meets the end of the input at once. */
  static Stdin none() {
    return new None();
  }

  /** Bytes that anybody may see. */
  static Stdin of(byte[] bytes) {
    return new Open(bytes.clone());
  }

  /** Bytes that nobody may see. */
  static Stdin of(Secret secret) {
    return new Hidden(secret);
  }

  /** Nothing. */
  record None() implements Stdin {}

  /** Bytes that anybody may see. */
  record Open(byte[] bytes) implements Stdin {}

  /** Bytes that nobody may see. */
  record Hidden(Secret secret) implements Stdin {}
}
