package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.StepName;
import io.mooring.orchestrator.document.IntegrationDocument;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Steps 2, 4 and 5: what is done in the cluster, on the Ceph admin node. */
final class ClusterSteps {
  private final IntegrationDocument.Ceph ceph;
  private final boolean directSnapshots;
  private final CephAccess access;
  private final GraphBuilder graph;

  /**
   * What other steps wait for.
   *
   * @param check the cluster is fit
   * @param glance the user of glance is there
   * @param cinder the user of cinder is there
   * @param nova the user of nova is there; the same step unless nova has its own
   * @param cinderBackup the user of cinder-backup is there; empty: none is wanted
   */
  record Done(
      StepName check,
      StepName glance,
      StepName cinder,
      StepName nova,
      Optional<StepName> cinderBackup) {}

  ClusterSteps(IntegrationDocument document, CephAccess access, GraphBuilder graph) {
    this.ceph = document.ceph();
    this.directSnapshots = document.nova().features().contains(Feature.DIRECT_SNAPSHOTS);
    this.access = access;
    this.graph = graph;
  }

  Done plan(Optional<StepName> checkNode) {
    StepName check =
        graph.add(
            admin(),
            new Action.CheckCluster(
                access, ceph.allowedWarnings(), ceph.stoppingWarnings(), ceph.pools().all()));
    checkNode.ifPresent(step -> graph.edge(step, check));
    IntegrationDocument.Pools wanted = ceph.pools();
    List<StepName> images = pool(wanted.images(), check);
    // Glance can begin while the pools of the others are still being made.
    StepName glance =
        user(
            ceph.users().glance(),
            new Caps(wanted.withData(List.of(wanted.images().name())), List.of()),
            images);
    List<StepName> volumes = pool(wanted.volumes(), check);
    List<StepName> vms = pool(wanted.vms(), check);
    Optional<StepName> backup = wanted.backups().map(backups -> cinderBackup(backups, check));
    if (ceph.users().nova().isPresent()) {
      StepName cinder =
          user(
              ceph.users().cinder(),
              new Caps(
                  wanted.withData(List.of(wanted.volumes().name())),
                  wanted.withData(List.of(wanted.images().name()))),
              joined(volumes, images));
      StepName nova =
          user(
              ceph.users().nova().get(),
              withImages(List.of(wanted.vms().name()), wanted),
              joined(vms, images));
      return new Done(check, glance, cinder, nova, backup);
    }
    StepName both =
        user(
            ceph.users().cinder(),
            withImages(List.of(wanted.volumes().name(), wanted.vms().name()), wanted),
            joined(volumes, vms, images));
    return new Done(check, glance, both, both, backup);
  }

  private StepName cinderBackup(WantedPool backups, StepName check) {
    Caps caps = new Caps(ceph.pools().withData(List.of(backups.name())), List.of());
    return user(ceph.users().cinderBackup(), caps, pool(backups, check));
  }

  /**
   * Nova makes the image of a machine in the images pool itself as soon as it may write there, and
   * glance then refuses it unless it takes locations; so the one is asked for with the other only.
   */
  private Caps withImages(List<PoolName> own, IntegrationDocument.Pools pools) {
    List<PoolName> written = pools.withData(own);
    List<PoolName> images = pools.withData(List.of(pools.images().name()));
    return directSnapshots
        ? new Caps(joined(written, images), List.of())
        : new Caps(written, images);
  }

  /** The pool, and the one with its images' data where it is another. */
  private List<StepName> pool(WantedPool pool, StepName check) {
    return Stream.concat(Stream.of(pool), Stream.ofNullable(ceph.pools().data().get(pool.name())))
        .map(
            wanted -> {
              Action action = new Action.CreatePool(access, wanted);
              StepName create = graph.add(wanted.name().value(), admin(), action);
              graph.edge(check, create);
              return create;
            })
        .toList();
  }

  @SafeVarargs
  private static <T> List<T> joined(List<T>... lists) {
    return Stream.of(lists).flatMap(List::stream).toList();
  }

  private StepName user(ClientName client, Caps caps, List<StepName> pools) {
    Action action = new Action.CreateUser(access, client, caps.in(ceph.caps()), ceph.caps());
    StepName user = graph.add(client.value(), admin(), action);
    pools.forEach(pool -> graph.edge(pool, user));
    return user;
  }

  private NodeAddress admin() {
    return access.admin();
  }
}
