package io.mooring.cli.api;

/** No answer could be had from the server. */
public final class UnreachableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Says why not. */
  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
