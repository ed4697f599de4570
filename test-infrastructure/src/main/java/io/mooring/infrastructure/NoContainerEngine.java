package io.mooring.infrastructure;

/** Containers were asked for, but no engine answers: the test fails and says what to do. */
public final class NoContainerEngine extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  NoContainerEngine(Throwable cause) {
    super(
        """
        Servers in containers were asked for (mooring.infrastructure=containers), but no Docker engine answers.
        Choose one:
          ./mooring test --containers   starts podman for these tests and stops it afterwards (root, Debian)
          an engine of your own         start dockerd, or: podman system service --time 0 unix:///run/mooring-engine.sock
                                        export DOCKER_HOST=unix:///run/mooring-engine.sock TESTCONTAINERS_RYUK_DISABLED=true
                                        deploy/images/build makes the images there (ENGINE=docker or ENGINE=podman)
          no containers                 leave -Pcontainers out: the servers are local processes then
        Testcontainers says: %s\
        """
            .formatted(cause.getMessage()),
        cause);
  }
}
