package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Counted;
import io.mooring.cli.api.Saga;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask. Without a terminal nobody is asked anyway.")
  private boolean yes;

  /** Runs on this terminal. */
  public RollbackCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  String saga(ApiClient api, SagaReference named) {
    return named.findApply(api);
  }

  @Override
  boolean agreed(ApiClient api, String id) {
    if (yes) {
      return true;
    }
    Saga saga = Saga.from(api.saga(id));
    terminal.tell(
        "%s, saga %d, %s: takes back what %d of its %s changed, on the nodes and in Ceph."
            .formatted(
                saga.integration(),
                saga.number(),
                saga.kind(),
                saga.counts().changed(),
                Counted.of(saga.total(), "step")));
    return terminal.ask("Take it back? Only yes is taken for a yes: ").equals("yes");
  }

  @Override
  ObjectNode request() {
    return waitOption.in(super.request());
  }
}
