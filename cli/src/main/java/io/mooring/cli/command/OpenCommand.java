package io.mooring.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.view.Times;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints a link that signs a browser in. */
@Command(
    name = "open",
    description = {
      "Print a link that signs your browser in.",
      "It works once and for a few minutes, for a browser on the machine where Mooring runs."
    },
    footer = {"", "Examples:", "  mooring open", "  xdg-open \"$(mooring open)\""})
public final class OpenCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;

  /** Runs on this terminal. */
  public OpenCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient api = options.client(terminal);
    JsonNode link = api.browserLink();
    terminal.out().println(api.address().resolve(link.path("path").asText()));
    terminal.out().flush();
    Instant expires = Instant.parse(link.path("expiresAt").asText());
    terminal
        .err()
        .println(
            "The link works once, until " + Times.clock(expires, ZoneId.systemDefault()) + ".");
    return ExitCode.SUCCEEDED;
  }
}
