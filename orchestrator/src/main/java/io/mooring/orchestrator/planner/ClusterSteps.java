package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Steps 2, 4 and 5: what is done in the cluster, on the Ceph admin node. */
final class ClusterSteps {
  private final IntegrationDocument.Ceph ceph;
  private final CephAccess access;
  private final GraphBuilder graph;

  /**
   * What other steps wait for.
   *
   * @param check the cluster is fit
   * @param glance the user of glance is there
   * @param cinder the user of cinder and nova is there
   */
  record Done(StepName check, StepName glance, StepName cinder) {}

  ClusterSteps(IntegrationDocument.Ceph ceph, CephAccess access, GraphBuilder graph) {
    this.ceph = ceph;
    this.access = access;
    this.graph = graph;
  }

  Done plan(StepName checkNode) {
    List<WantedPool> pools =
        List.of(ceph.pools().images(), ceph.pools().volumes(), ceph.pools().vms());
    StepName check =
        graph.add(admin(), new Action.CheckCluster(access, ceph.allowedWarnings(), pools));
    graph.edge(checkNode, check);
    Map<PoolName, StepName> created = new LinkedHashMap<>();
    for (WantedPool pool : pools) {
      StepName create =
          graph.add(pool.name().value(), admin(), new Action.CreatePool(access, pool));
      graph.edge(check, create);
      created.put(pool.name(), create);
    }
    PoolName images = ceph.pools().images().name();
    PoolName volumes = ceph.pools().volumes().name();
    PoolName vms = ceph.pools().vms().name();
    return new Done(
        check,
        user(ceph.users().glance(), new Caps(List.of(images), List.of()), created),
        user(ceph.users().cinder(), new Caps(List.of(volumes, vms), List.of(images)), created));
  }

  private StepName user(ClientName client, Caps caps, Map<PoolName, StepName> created) {
    Action action = new Action.CreateUser(access, client, caps.in(ceph.caps()), ceph.caps());
    StepName user = graph.add(client.value(), admin(), action);
    caps.pools().forEach(pool -> graph.edge(created.get(pool), user));
    return user;
  }

  private NodeAddress admin() {
    return access.admin();
  }
}
