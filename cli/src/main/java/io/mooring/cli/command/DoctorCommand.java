package io.mooring.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.cli.api.ApiClient;
import io.mooring.cli.api.Json;
import io.mooring.cli.doctor.MachineSigns;
import io.mooring.cli.doctor.ServerSigns;
import io.mooring.cli.doctor.Sign;
import io.mooring.cli.view.SignView;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says what is wrong with an installation. */
@Command(
    name = "doctor",
    description = {
      "Say what is wrong with this installation of Mooring: server, database, broker, services,"
          + " clock, token; on the machine where it runs also ports, disk, and who can read its"
          + " secrets.",
      "Each line says what is seen, what it means and what to do. Nothing is changed, and no node"
          + " is looked at.",
      "Exit code 0: all works; 1: something does not; 2: a file of yours can't be used."
    },
    footer = {"", "Examples:", "  mooring doctor", "  mooring doctor -o json"})
public final class DoctorCommand implements Callable<Integer> {
  private final Terminal terminal;
  @Mixin private Options options;
  @Mixin private Output output;

  /** Runs on this terminal. */
  public DoctorCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    ApiClient api = options.client(terminal);
    ServerSigns.Told told = new ServerSigns(api, Clock.systemUTC()).ask();
    List<Sign> signs = new ArrayList<>(told.signs());
    Path home = AccessToken.home(terminal.environment());
    if (AccessToken.isThisMachine(api.address()) && Files.isDirectory(home)) {
      MachineSigns machine = new MachineSigns(home);
      signs.addAll(machine.ports(ports(terminal.environment()), told.there()));
      signs.add(machine.disk());
      signs.addAll(machine.secrets());
    }
    print(signs);
    boolean wrong = signs.stream().anyMatch(sign -> sign.verdict() == Sign.Verdict.WRONG);
    return wrong ? ExitCode.FAILED : ExitCode.SUCCEEDED;
  }

  private void print(List<Sign> signs) {
    if (output.table()) {
      int width = Math.min(100, terminal.size().columns() - 1);
      terminal.print(
          new SignView(terminal.glyphs(), width).lines(signs), options.coloured(terminal));
      return;
    }
    ObjectNode whole = Json.object();
    var items = whole.putArray("items");
    for (Sign sign : signs) {
      items
          .addObject()
          .put("verdict", sign.verdict().name().toLowerCase(Locale.ROOT))
          .put("subject", sign.subject())
          .put("seen", sign.seen())
          .put("meaning", sign.meaning())
          .put("next", sign.next());
    }
    output.print(terminal, whole, items, "subject");
  }

  private static List<MachineSigns.Port> ports(Map<String, String> environment) {
    return List.of(
        port(environment, "product", "MOORING_PORT", 8480),
        port(environment, "database", "MOORING_DATABASE_PORT", 8482),
        port(environment, "broker", "MOORING_BROKER_PORT", 8483));
  }

  private static MachineSigns.Port port(
      Map<String, String> environment, String subject, String variable, int usual) {
    String given = environment.getOrDefault(variable, "");
    int number = given.matches("\\d{1,5}") ? Integer.parseInt(given) : usual;
    return new MachineSigns.Port(subject, number, variable);
  }
}
