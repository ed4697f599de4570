package io.mooring.keyring;

import io.mooring.contracts.Action.DataPool;
import io.mooring.contracts.Action.PlaceConf;
import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.node.FileState.Present;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.RedactedDiff;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is to become of a node's Ceph configuration; pure.
 *
 * @param action what is wanted
 * @param minimal the cluster's minimal configuration
 * @param decisions what people decided
 */
record ConfPlan(PlaceConf action, CephConf minimal, Decisions decisions) {
  private static final int READABLE_BY_ALL = 0444;
  private static final String REPLACE = "replace";

  /** Librbd's own option: the pool with the data of each image that this client makes. */
  private static final String DATA_POOL = "rbd_default_data_pool";

  /** A file that is not there yet. */
  Plan placing() {
    return change(Change.Kind.CREATE, "placed", new CephConf(""), ours());
  }

  /** A file that is there. */
  Plan changing(Present present) {
    CephConf current = content(present);
    List<Finding> findings = new ArrayList<>();
    foreign(current).map(decisions::settle).ifPresent(findings::add);
    if (findings.stream().anyMatch(finding -> finding.severity() == Finding.Severity.STOP)) {
      return Plan.stop(findings.getFirst());
    }
    findings.addAll(outdated(current));
    hidden(present).ifPresent(findings::add);
    CephConf wanted = wanted(present);
    if (wanted.equals(current)) {
      return new Plan(action.path() + " stays as it is", List.of(), findings, Map.of());
    }
    Plan change = change(Change.Kind.UPDATE, "brought up to date", current, wanted);
    return new Plan(change.summary(), change.changes(), findings, Map.of());
  }

  /** What a file of ours says: the cluster's minimal configuration, and where images' data goes. */
  CephConf ours() {
    return withDataPools(minimal);
  }

  private CephConf withDataPools(CephConf conf) {
    CephConf all = conf;
    for (DataPool data : action.dataPools()) {
      String section = "client." + data.client();
      String pool = data.pool().value();
      if (!all.value(section, DATA_POOL).equals(Optional.of(pool))) {
        all = all.with(section, DATA_POOL, pool);
      }
    }
    return all;
  }

  /** What the file is to say; a file of another cluster goes or stays as a whole. */
  CephConf wanted(Present present) {
    CephConf current = content(present);
    if (foreign(current).isEmpty()) {
      return merged(current);
    }
    return decisions.chose(foreignKey(), REPLACE) ? ours() : current;
  }

  /** What of the cluster it rests on. */
  Seen seen() {
    return new Seen(
        "Ceph cluster",
        "fsid %s, monitors %s"
            .formatted(minimal.global("fsid").orElse("?"), String.join(" ", minimal.monitors())));
  }

  private String foreignKey() {
    return "foreign-conf:" + action.path();
  }

  private static Choice[] ways() {
    return new Choice[] {
      new Choice(
          REPLACE,
          "Puts this cluster's configuration in its place and keeps a copy below /var/lib/mooring;"
              + " what reaches the other cluster by this file on this node stops doing so."),
      new Choice(
          "keep",
          "Leaves it alone; services that read it still reach the other cluster, and the proofs"
              + " after this step fail if that is not the right one.")
    };
  }

  private Optional<Finding> foreign(CephConf current) {
    Optional<String> theirs = current.global("fsid");
    String ours = minimal.global("fsid").orElse("");
    if (theirs.isPresent() && !theirs.get().equalsIgnoreCase(ours)) {
      return Optional.of(
          Finding.stop(
                  ErrorCode.FOREIGN_CLUSTER,
                  "%s belongs to the cluster %s, not to %s; it is left alone."
                      .formatted(action.path(), theirs.get(), ours))
              .deciding(foreignKey(), ways()));
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
                          String.join(", ", minimal.monitors())))
              .deciding(foreignKey(), ways()));
    }
    return Optional.empty();
  }

  private List<Finding> outdated(CephConf current) {
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
  private Optional<Finding> hidden(Present present) {
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

  private CephConf merged(CephConf current) {
    CephConf merged = current.readable();
    if (merged.global("fsid").isEmpty()) {
      merged = merged.withGlobal("fsid", minimal.global("fsid").orElseThrow());
    }
    return withDataPools(
        merged.monitors().equals(minimal.monitors())
            ? merged
            : merged.withGlobal("mon_host", minimal.global("mon_host").orElseThrow()));
  }

  private Plan change(Change.Kind kind, String summary, CephConf before, CephConf after) {
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

  static CephConf content(Present present) {
    return new CephConf(new String(present.content(), StandardCharsets.UTF_8));
  }
}
