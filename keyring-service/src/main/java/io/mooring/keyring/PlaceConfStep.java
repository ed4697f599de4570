package io.mooring.keyring;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.PlaceConf;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.FileState.Absent;
import io.mooring.node.FileState.Present;
import io.mooring.node.FileWrite;
import io.mooring.node.Secret;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.RedactedDiff;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Places the configuration that Ceph's clients need. A file of another cluster is never touched;
 * one of this cluster keeps whatever its operators have added.
 */
@Singleton
final class PlaceConfStep implements Step<PlaceConf, PlaceConfStep.Conf> {
  private static final int LARGEST_CONF = 256 * 1024;
  private static final AccountName ROOT = new AccountName("root");
  private static final int MODE = 0644;
  private static final int READABLE_BY_ALL = 0444;

  private final CephAdmin admin;

  PlaceConfStep(CephAdmin admin) {
    this.admin = admin;
  }

  /**
   * What is and what the cluster says.
   *
   * @param file the file on the node
   * @param minimal the cluster's minimal configuration
   */
  record Conf(FileState file, CephConf minimal) {}

  @Override
  public Class<PlaceConf> action() {
    return PlaceConf.class;
  }

  @Override
  public Conf inspect(StepContext context, PlaceConf action) {
    String minimal = admin.minimalConf(context.dispatch().saga(), action.ceph());
    return new Conf(context.node().read(action.path(), LARGEST_CONF), new CephConf(minimal));
  }

  @Override
  public Plan plan(PlaceConf action, Conf found) {
    return switch (found.file()) {
      case Absent absent ->
          change(Change.Kind.CREATE, action, "placed", new CephConf(""), found.minimal());
      case Present present -> compare(action, present, found.minimal());
    };
  }

  @Override
  public Outcome apply(StepContext context, PlaceConf action, Conf found, Plan plan) {
    FileWrite write =
        switch (found.file()) {
          case Absent absent ->
              new FileWrite(action.path(), Secret.of(found.minimal().text()), ROOT, ROOT, MODE);
          case Present present ->
              new FileWrite(
                  action.path(),
                  Secret.of(merged(content(present), found.minimal()).text()),
                  present.owner(),
                  present.group(),
                  present.mode());
        };
    return Placement.of(context, write, found.file(), plan);
  }

  @Override
  public Outcome undo(StepContext context, PlaceConf action) {
    return Placement.takeBack(context, action.path());
  }

  private static Plan compare(PlaceConf action, Present present, CephConf minimal) {
    CephConf current = content(present);
    Optional<Finding> foreign = foreign(action, current, minimal);
    if (foreign.isPresent()) {
      return Plan.stop(foreign.get());
    }
    List<Finding> findings = new ArrayList<>(outdated(action, current));
    hidden(action, present).ifPresent(findings::add);
    CephConf merged = merged(current, minimal);
    if (merged.equals(current)) {
      return new Plan(action.path() + " is as wanted", List.of(), findings, Map.of());
    }
    Plan change = change(Change.Kind.UPDATE, action, "brought up to date", current, merged);
    return new Plan(change.summary(), change.changes(), findings, Map.of());
  }

  private static Optional<Finding> foreign(PlaceConf action, CephConf current, CephConf minimal) {
    Optional<String> theirs = current.global("fsid");
    String ours = minimal.global("fsid").orElse("");
    if (theirs.isPresent() && !theirs.get().equalsIgnoreCase(ours)) {
      return Optional.of(
          Finding.stop(
              ErrorCode.FOREIGN_CLUSTER,
              "%s belongs to the cluster %s, not to %s; it is left alone."
                  .formatted(action.path(), theirs.get(), ours)));
    }
    boolean otherMonitors =
        theirs.isEmpty()
            && !current.monitors().isEmpty()
            && !current.monitors().equals(minimal.monitors());
    if (otherMonitors) {
      return Optional.of(
          Finding.stop(
              ErrorCode.FOREIGN_CLUSTER,
              "%s names no fsid and the monitors %s, which are not those of this cluster (%s)."
                  .formatted(
                      action.path(),
                      String.join(", ", current.monitors()),
                      String.join(", ", minimal.monitors()))));
    }
    return Optional.empty();
  }

  private static List<Finding> outdated(PlaceConf action, CephConf current) {
    List<Finding> findings = new ArrayList<>();
    if (current.global("auth_supported").isPresent()) {
      findings.add(
          Finding.warning(
              ErrorCode.CONFIGURATION_UNREADABLE,
              "%s sets auth_supported, with which clients of newer Ceph releases do not start."
                  .formatted(action.path()),
              "Remove the line; cephx is the default."));
    }
    return findings;
  }

  /** A stricter mode is somebody's decision, and the file may hold more than the minimal one. */
  private static Optional<Finding> hidden(PlaceConf action, Present present) {
    if ((present.mode() & READABLE_BY_ALL) == READABLE_BY_ALL) {
      return Optional.empty();
    }
    return Optional.of(
        Finding.warning(
            ErrorCode.ACCESS_DENIED,
            "%s is not readable for every account (%s:%s %04o); this mode is kept."
                .formatted(action.path(), present.owner(), present.group(), present.mode()),
            "If a service can't read it, let its group read it, or run: chmod a+r "
                + action.path()));
  }

  private static CephConf merged(CephConf current, CephConf minimal) {
    CephConf merged = current.readable();
    if (merged.global("fsid").isEmpty()) {
      merged = merged.withGlobal("fsid", minimal.global("fsid").orElseThrow());
    }
    return merged.monitors().equals(minimal.monitors())
        ? merged
        : merged.withGlobal("mon_host", minimal.global("mon_host").orElseThrow());
  }

  private static Plan change(
      Change.Kind kind, PlaceConf action, String summary, CephConf before, CephConf after) {
    String path = action.path().value();
    return Plan.of(
        path + " " + summary,
        List.of(
            new Change(
                kind,
                path,
                summary,
                Optional.of(
                    RedactedDiff.of(
                        path,
                        RedactedDiff.Version.of(before.text()),
                        RedactedDiff.Version.of(after.text()))))));
  }

  private static CephConf content(Present present) {
    return new CephConf(new String(present.content(), StandardCharsets.UTF_8));
  }
}
