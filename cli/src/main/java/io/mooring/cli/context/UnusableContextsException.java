package io.mooring.cli.context;

/** The file of the contexts can't be used; the message says why, and what to do about it. */
public final class UnusableContextsException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnusableContextsException(String message) {
    super(message);
  }

  UnusableContextsException(String message, Throwable cause) {
    super(message, cause);
  }
}
