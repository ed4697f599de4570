package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.api.Saga;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes what an integration made. */
@Command(
    name = "remove",
    description = {
      "Remove what an integration made on the nodes, and give services their former files back.",
      "You are asked to type the integration's name. Pools are kept unless they are named with"
          + " --pool, and then deleted only when they are ours and nothing is in them."
    },
    footer = {
      "",
      "Examples:",
      "  mooring remove site --watch",
      "  mooring remove site --pool openstack-images --yes-delete site"
    })
public final class RemoveCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private WatchOptions watchOptions;
  @Mixin private WaitOption waitOption;

  @Parameters(
      paramLabel = "INTEGRATION",
      completionCandidates = Names.Integrations.class,
      description = "Which one.")
  private String integration;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description = "Delete this pool too. May be given several times.")
  private List<String> pools = List.of();

  @Option(
      names = "--yes-delete",
      paramLabel = "NAME",
      description = "The integration's name, for scripts that nobody can answer for.")
  private String typed;

  @Option(
      names = {"-w", "--watch"},
      description = "Show the saga until it ends or needs a person.")
  private boolean watch;

  /** Runs on this terminal. */
  public RemoveCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String confirmed = typed;
    if (confirmed == null && terminal.answered()) {
      terminal.tell("This takes " + integration + " off its nodes" + also() + ".");
      confirmed = terminal.ask("Type the integration's name to go on: ");
    }
    if (!integration.equals(confirmed)) {
      terminal.tell(
          "Nothing is removed: the integration's name was not typed. In a script: --yes-delete "
              + integration);
      return ExitCode.USAGE;
    }
    ObjectNode request = Json.object().put("kind", "remove").put("confirm", confirmed);
    ArrayNode named = request.putArray("pools");
    pools.forEach(named::add);
    Saga saga = Saga.from(api.start(integration, waitOption.in(request)));
    Started started = new Started(terminal, options.coloured(terminal));
    return watch ? started.watch(api, saga, watchOptions) : started.tell(saga, "Removing.");
  }

  private String also() {
    return pools.isEmpty() ? "" : " and deletes the pools " + String.join(", ", pools);
  }
}
