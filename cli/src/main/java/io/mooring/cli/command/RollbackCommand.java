package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Takes back what a saga changed. */
@Command(
    name = "rollback",
    description = {
      "Take back what a saga changed, in reverse order, by a new saga.",
      "Only what that saga itself changed is touched. Where users' data would be lost it stops and"
          + " says so."
    },
    footer = {
      "",
      "Examples:",
      "  mooring rollback site --watch          the latest apply of the integration",
      "  mooring rollback 17 --why \"window over\"  the saga of that number"
    })
public final class RollbackCommand extends WholeSagaOrder {
  @Mixin private WaitOption waitOption;

  /** Runs on this terminal. */
  public RollbackCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String saga(ApiClient api, SagaReference named) {
    return named.findApply(api);
  }

  @Override
  ObjectNode request() {
    return waitOption.in(super.request());
  }
}
