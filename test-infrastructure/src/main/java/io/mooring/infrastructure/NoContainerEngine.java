package io.mooring.infrastructure;

import org.opentest4j.TestAbortedException;

/** Containers were asked for, but no engine answers: the test is aborted, for all to see. */
public final class NoContainerEngine extends TestAbortedException {
  private static final long serialVersionUID = 1L;

  NoContainerEngine(Throwable cause) {
    super(
        "mooring.infrastructure=containers, but no Docker engine answers: start one, or set"
            + " DOCKER_HOST, or leave the property out to test with local processes. "
            + (cause == null ? "" : cause.getMessage()),
        cause);
  }
}
