package io.mooring.orchestrator.planner;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.Role;
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
  private final boolean glanceRuns;
  private final CephAccess access;
  private final GraphBuilder graph;

  /**
   * What other steps wait for.
   *
   * @param check the cluster is fit
   * @param glance the user of glance is there; empty: glance runs on none of the nodes
   * @param cinder the user of cinder is there
   * @param nova the user of nova is there; the same step unless nova has its own
   * @param cinderBackup the user of cinder-backup is there; empty: none is wanted
   */
  record Done(
      StepName check,
      Optional<StepName> glance,
      StepName cinder,
      StepName nova,
      Optional<StepName> cinderBackup) {}

  ClusterSteps(IntegrationDocument document, CephAccess access, GraphBuilder graph) {
    this.ceph = document.ceph();
    this.directSnapshots = document.nova().features().contains(Feature.DIRECT_SNAPSHOTS);
    this.glanceRuns = !document.nodesWith(Role.IMAGE).isEmpty();
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
    Optional<StepName> glance =
        glanceRuns
            ? Optional.of(
                user(
                    ceph.users().glance(),
                    new Caps(wanted.withData(names(wanted.images())), List.of()),
                    images))
            : Optional.empty();
    List<StepName> volumes = pool(Optional.of(wanted.volumes()), check);
    List<StepName> vms = pool(wanted.vms(), check);
    Optional<StepName> backup = wanted.backups().map(backups -> cinderBackup(backups, check));
    if (ceph.users().nova().isPresent()) {
      StepName cinder =
          user(
              ceph.users().cinder(),
              new Caps(
                  wanted.withData(List.of(wanted.volumes().name())),
                  wanted.withData(names(wanted.images()))),
              joined(volumes, images));
      StepName nova =
          user(
              ceph.users().nova().get(),
              withImages(names(wanted.vms()), wanted),
              joined(vms, images));
      return new Done(check, glance, cinder, nova, backup);
    }
    StepName both =
        user(
            ceph.users().cinder(),
            withImages(joined(List.of(wanted.volumes().name()), names(wanted.vms())), wanted),
            joined(volumes, vms, images));
    return new Done(check, glance, both, both, backup);
  }

  private StepName cinderBackup(WantedPool backups, StepName check) {
    Caps caps = new Caps(ceph.pools().withData(List.of(backups.name())), List.of());
    return user(ceph.users().cinderBackup(), caps, pool(Optional.of(backups), check));
  }

  /**
   * Nova makes the image of a machine in the images pool itself as soon as it may write there, and
   * glance then refuses it unless it takes locations; so the one is asked for with the other only.
   */
  private Caps withImages(List<PoolName> own, IntegrationDocument.Pools pools) {
    List<PoolName> written = pools.withData(own);
    List<PoolName> images = pools.withData(names(pools.images()));
    return directSnapshots
        ? new Caps(joined(written, images), List.of())
        : new Caps(written, images);
  }

  /** The pool, and the one with its images' data where it is another; none: nothing is made. */
  private List<StepName> pool(Optional<WantedPool> pool, StepName check) {
    return pool.stream()
        .flatMap(
            own ->
                Stream.concat(
                    Stream.of(own), Stream.ofNullable(ceph.pools().data().get(own.name()))))
        .map(
            wanted -> {
              Action action = new Action.CreatePool(access, wanted);
              StepName create = graph.add(wanted.name().value(), admin(), action);
              graph.edge(check, create);
              return create;
            })
        .toList();
  }

  private static List<PoolName> names(Optional<WantedPool> pool) {
    return pool.map(WantedPool::name).stream().toList();
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
