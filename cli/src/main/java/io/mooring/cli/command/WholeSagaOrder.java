package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** An order that is about a whole saga. */
abstract class WholeSagaOrder implements Callable<Integer> {
  final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private SagaReference reference;
  @Mixin private OrderOptions orderOptions;

  WholeSagaOrder(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = saga(api, reference);
    if (terminal.answered() && !agreed(api, saga)) {
      terminal.err().println("Nothing was changed.");
      return ExitCode.FAILED;
    }
    return new Ordering(terminal, options.coloured(terminal), orderOptions)
        .give(api, saga, spec.name(), request());
  }

  /** The id of the saga that is meant. */
  String saga(ApiClient api, SagaReference named) {
    return named.find(api);
  }

  /** Whether the person at the terminal wants it, having been told what it does. */
  boolean agreed(ApiClient api, String saga) {
    return true;
  }

  /** What else is asked for. */
  ObjectNode request() {
    return Json.object();
  }
}
