package io.mooring.ceph;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.CheckCluster;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Looks at the Ceph cluster before anything relies on it; changes nothing. */
@Singleton
final class CheckClusterStep implements Step<CheckCluster, ClusterState> {
  private final Cluster cluster;

  CheckClusterStep(Cluster cluster) {
    this.cluster = cluster;
  }

  @Override
  public Class<CheckCluster> action() {
    return CheckCluster.class;
  }

  @Override
  public ClusterState inspect(StepContext context, CheckCluster action) {
    return ClusterState.read(cluster.ask(action.ceph(), ClusterState.QUESTIONS));
  }

  @Override
  public Plan plan(CheckCluster action, ClusterState found) {
    List<Finding> findings =
        new ArrayList<>(
            found
                .health()
                .findings(new HealthPolicy(action.allowedWarnings(), action.stoppingWarnings())));
    found.silentAdmins().stream().map(CheckClusterStep::silent).forEach(findings::add);
    if (found.placementGroups().osds() == 0) {
      findings.add(Finding.stop(ErrorCode.CLUSTER_UNHEALTHY, "The cluster has no OSD that is in."));
    }
    Set<String> existing = found.applications().keySet();
    List<WantedPool> created =
        action.pools().stream().filter(pool -> !existing.contains(pool.name().value())).toList();
    found.placementGroups().against(created).ifPresent(findings::add);
    return new Plan(
        "Ceph %s, %d of %s in quorum, %d of %s up, health %s"
            .formatted(
                found.release(),
                found.quorum(),
                Counted.of(found.monitors(), "monitor"),
                found.osdsUp(),
                Counted.of(found.osds(), "OSD"),
                found.healthStatus()),
        List.of(),
        findings,
        Map.of("ceph.fsid", found.fsid(), "ceph.release", found.release()),
        List.of(new Seen("Ceph cluster", "fsid %s, %s".formatted(found.fsid(), found.release()))));
  }

  @Override
  public Outcome apply(StepContext context, CheckCluster action, ClusterState found, Plan plan) {
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CheckCluster action) {
    return Outcome.asPlanned(Plan.nothing("nothing was changed"));
  }

  private static Finding silent(String reason) {
    return Finding.warning(
        ErrorCode.NODE_UNREACHABLE,
        "Another Ceph admin node was asked: " + reason,
        "Bring the node back, or take the role ceph-admin from it.");
  }
}

/**
 * What the cluster says of itself.
 *
 * @param release name of the oldest release among the monitors
 * @param quorum monitors in quorum
 * @param monitors monitors in the map
 * @param healthStatus as in {@code HEALTH_OK}
 * @param applications the applications of each pool
 * @param silentAdmins what was wrong with admin nodes that did not answer
 */
record ClusterState(
    String fsid,
    String release,
    int quorum,
    int monitors,
    int osds,
    int osdsUp,
    String healthStatus,
    Health health,
    PlacementGroups placementGroups,
    Map<String, Set<String>> applications,
    List<String> silentAdmins) {
  static final String[] QUESTIONS = {
    "status",
    "osd pool ls detail",
    "config get mon mon_max_pg_per_osd",
    "config get mon osd_pool_default_pg_num",
    "config get mon osd_pool_default_size"
  };

  static ClusterState read(Answers answers) {
    JsonNode status = answers.get(0);
    JsonNode pools = answers.get(1);
    JsonNode osds = status.path("osdmap");
    // Nautilus and older nest the map of the OSDs once more.
    JsonNode osdMap = osds.has("osdmap") ? osds.path("osdmap") : osds;
    int in = osdMap.path("num_in_osds").asInt();
    return new ClusterState(
        status.path("fsid").asText(),
        status.path("monmap").path("min_mon_release_name").asText("unknown"),
        status.path("quorum").size(),
        status.path("monmap").path("num_mons").asInt(status.path("quorum").size()),
        osdMap.path("num_osds").asInt(),
        osdMap.path("num_up_osds").asInt(),
        status.path("health").path("status").asText(),
        Health.read(status.path("health")),
        new PlacementGroups(
            PlacementGroups.replicas(pools),
            in,
            answers.get(2).asInt(),
            answers.get(3).asInt(),
            answers.get(4).asInt()),
        Pools.applications(pools),
        answers.silent());
  }
}
