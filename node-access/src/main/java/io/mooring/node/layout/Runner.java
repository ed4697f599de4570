package io.mooring.node.layout;

import java.util.List;
import java.util.Optional;

/** What keeps a service running on a node. */
public sealed interface Runner {

  /**
   * Systemd runs the service's own program.
   *
   * @param unit the unit with its suffix, of whichever name
   */
  record Unit(String unit) implements Runner {}

  /**
   * The service is a WSGI application in another server's process.
   *
   * @param unit the server's unit, with its suffix
   * @param server the server's program: {@code uwsgi}, {@code httpd}, {@code apache2}
   */
  record Application(String unit, String server) implements Runner {}

  /**
   * The service runs in a container.
   *
   * @param engine the engine that has it
   * @param name the container's name
   * @param unit the unit that starts and stops it; empty where the engine's own restart policy does
   * @param mounts what of the node the container sees
   * @param start what it copies into place whenever it starts; empty where it copies nothing
   */
  record Container(
      Engine engine, String name, Optional<String> unit, List<Mount> mounts, Optional<Start> start)
      implements Runner {

    /** Keeps its own copy. */
    public Container {
      mounts = List.copyOf(mounts);
    }
  }

  /** An engine of containers. */
  enum Engine {
    /** Without a daemon. */
    PODMAN("podman"),
    /** With one, the unit docker.service. */
    DOCKER("docker");

    private final String command;

    Engine(String command) {
      this.command = command;
    }

    /** The command by which it is spoken to. */
    public String command() {
      return command;
    }
  }

  /**
   * A directory or file of the node that a container sees.
   *
   * @param source where it is on the node
   * @param destination where it is in the container
   */
  record Mount(String source, String destination) {}

  /**
   * What a container copies into place at its start.
   *
   * @param list the file on the node that says so, in JSON: {@code config_files} with {@code
   *     source}, {@code dest}, {@code owner} and {@code perm}
   * @param directory the node's directory that the container sees, where sources are
   * @param seenAs where the container sees that directory
   * @param copies what the list says
   */
  record Start(String list, String directory, String seenAs, List<Copy> copies) {

    /** Keeps its own copy. */
    public Start {
      copies = List.copyOf(copies);
    }
  }

  /**
   * One entry of the list.
   *
   * @param source where the container sees it before it is copied; may be a directory
   * @param destination where it is copied to
   */
  record Copy(String source, String destination) {}
}
