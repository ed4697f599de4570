package io.mooring.cli.api;

/** The server understood the request and did not do what it asks. */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Problem problem;

  /** Says why. */
  public RefusedException(Problem problem) {
    super(problem.sentence());
    this.problem = problem;
  }

  /** Why. */
  public Problem problem() {
    return problem;
  }
}
