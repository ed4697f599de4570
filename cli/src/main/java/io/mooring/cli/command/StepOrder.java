package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** An order that is about one step. */
abstract class StepOrder implements Callable<Integer> {
  private final Terminal terminal;
  @Spec private CommandSpec spec;
  @Mixin private Options options;
  @Mixin private OrderOptions orderOptions;
  @Mixin private ChosenStep chosen;

  StepOrder(Terminal terminal) {
    this.terminal = terminal;
  }

  /** What else the order says. */
  abstract ObjectNode request();

  @Override
  public Integer call() throws InterruptedException {
    ApiClient api = options.client(terminal);
    String saga = chosen.saga(api, spec);
    return new Ordering(terminal, options.coloured(terminal), orderOptions)
        .give(api, saga, spec.name(), request().put("step", chosen.step()));
  }
}
