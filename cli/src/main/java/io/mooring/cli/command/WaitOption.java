package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import picocli.CommandLine.Option;

/** What a new saga does where another integration's saga works on the same nodes. */
final class WaitOption {
  @Option(
      names = "--wait-for-nodes",
      description =
          "Where another integration is being worked on there, begin when that is done. Without"
              + " this the saga is refused.")
  private boolean waits;

  /** The same request, with what was said here. */
  ObjectNode in(ObjectNode request) {
    return request.put("wait", waits);
  }
}
