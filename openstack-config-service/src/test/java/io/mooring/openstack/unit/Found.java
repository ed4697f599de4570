package io.mooring.openstack.unit;

import io.mooring.contracts.FilePath;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.RestartGate;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.participant.step.Decisions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What restarts find, for tests. */
final class Found {
  static final Instant START = Instant.ofEpochSecond(1000);
  static final FilePath FILE = new FilePath("/etc/glance/glance-api.conf");
  static final String UNIT = "glance-api.service";

  private Found() {}

  static Restart restart(ServiceKind service, NodeAddress... peers) {
    RestartGate gate = new RestartGate(Duration.ZERO, Duration.ofMillis(500));
    return new Restart(
        Layout.assumed(service), FILE, List.of(), gate, List.of(peers), Optional.empty());
  }

  /** A service that runs since half a second. */
  static FoundService young() {
    UnitState unit = new UnitState(UNIT, "active", "enabled", 371, 0, Optional.of(START));
    return new FoundService(
        new UnitReport("controller01", START.plusMillis(500), List.of(unit), Map.of()),
        false,
        List.of(),
        Decisions.NONE,
        Layout.assumed(ServiceKind.GLANCE_API));
  }

  static FoundService of(String active, String unitFile, Map<String, Instant> files) {
    long process = active.equals("active") ? 371 : 0;
    UnitState unit =
        new UnitState(
            UNIT,
            active,
            unitFile,
            process,
            0,
            process == 0 ? Optional.empty() : Optional.of(START));
    return new FoundService(
        new UnitReport("controller01", START.plusSeconds(60), List.of(unit), files),
        false,
        List.of(),
        Decisions.NONE,
        Layout.assumed(ServiceKind.GLANCE_API));
  }

  /** What the look at a node prints: a process of 100 s, and a file changed 50 s ago. */
  static String look(String unit, String active, String unitFile) {
    return """
    Id=%s
    LoadState=loaded
    ActiveState=%s
    UnitFileState=%s
    MainPID=%s
    NRestarts=0

    host=controller01
    now=1700000000.500000000
    ticks=100000
    hertz=100
    start.371=90000
    file=1699999950.000000001 /etc/glance/glance-api.conf
    """
        .formatted(unit, active, unitFile, active.equals("active") ? "371" : "0");
  }
}
