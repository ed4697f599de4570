package io.mooring.cli.api;

/** No answer could be had from the server. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Whether it took the connection and then said nothing. */
  private final boolean silent;

  /** Says why not. */
  public UnreachableException(String message, Throwable cause) {
    this(message, cause, false);
  }

  /**
   * Says why not.
   *
   * @param silent whether the server took the connection, and no answer came in time
   */
  UnreachableException(String message, Throwable cause, boolean silent) {
    super(message, cause);
    this.silent = silent;
  }

  /** Whether something took the connection, and no answer came in time: it hangs. */
  public boolean isSilent() {
    return silent;
  }
}
