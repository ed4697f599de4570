package io.mooring.orchestrator.document;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.DataPool;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.Feature;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Action.InstallMethod;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.IntegrationName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.PoolName;
import io.mooring.contracts.RestartGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The wanted state, as people declared it, with every default filled in. What each value means is
 * said once, in {@code integration.schema.json}.
 *
 * @param name the integration
 * @param nodes the nodes, in the order of the document: the first node with glance is the canary
 * @param ceph the cluster and what is made in it
 * @param glance the image service
 * @param cinder the block storage service
 * @param nova the own disks of machines
 * @param libvirt the secret on computes
 * @param openstack how acceptance tests authenticate
 * @param restart when a restarted service is healthy
 * @param checks what nodes are measured against
 * @param retry how often, and after which pauses, temporary failures are retried
 * @param life what sagas do by themselves
 */
public record IntegrationDocument(
    IntegrationName name,
    List<Node> nodes,
    Ceph ceph,
    Glance glance,
    Cinder cinder,
    Nova nova,
    Libvirt libvirt,
    OpenstackAccess openstack,
    RestartGate restart,
    Checks checks,
    RetryPolicy retry,
    Life life) {

  /**
   * A node and what it is for; no role: it is only a jump host.
   *
   * @param api where its own glance-api answers
   */
  public record Node(NodeAddress address, Set<Role> roles, Api api) {
    /** The node's name. */
    public NodeName name() {
      return address.name();
    }

    /** Whether the node runs what a node of that role does. */
    public boolean has(Role role) {
      return roles.stream().anyMatch(own -> own.covers(role));
    }
  }

  /** Where an API answers, as far as the document says so. */
  public record Api(
      Optional<String> address,
      OptionalInt port,
      Optional<Boolean> tls,
      Optional<String> caFile,
      Optional<String> ca) {
    /**
     * How it is reached.
     *
     * @param usualPort where nothing says another port
     * @param file the service's configuration file, which may say where it listens
     * @param openstack whose CA is trusted where no other is named
     */
    public ApiAccess access(int usualPort, FilePath file, OpenstackAccess openstack) {
      return new ApiAccess(
          address, port, tls, caFile, ca, usualPort, Optional.of(file), openstack.credential());
    }
  }

  /** The Ceph side. */
  public record Ceph(
      ClusterName cluster,
      CephAccess.Run run,
      ClusterName adminCluster,
      Set<String> allowedWarnings,
      Set<String> stoppingWarnings,
      Client client,
      CapsStyle caps,
      Pools pools,
      Users users) {

    /** Which users' images have their data in another pool than the images themselves. */
    public List<DataPool> dataPools() {
      List<DataPool> all = new ArrayList<>();
      pools
          .images()
          .flatMap(pools::dataOf)
          .ifPresent(it -> all.add(new DataPool(users.glance(), it)));
      pools.dataOf(pools.volumes()).ifPresent(it -> all.add(new DataPool(users.cinder(), it)));
      pools
          .vms()
          .flatMap(pools::dataOf)
          .ifPresent(it -> users.nova().ifPresent(nova -> all.add(new DataPool(nova, it))));
      pools
          .backups()
          .flatMap(pools::dataOf)
          .ifPresent(it -> all.add(new DataPool(users.cinderBackup(), it)));
      return all;
    }
  }

  /** How client packages get onto nodes. */
  public record Client(InstallMethod method, Optional<String> release) {}

  /**
   * The pools.
   *
   * @param images of glance; empty: glance is left as it is, and volumes are no clones of images
   * @param volumes of cinder
   * @param vms of nova; empty: nova is left as it is
   * @param backups of cinder-backup; empty: it is left as it is
   * @param data erasure coded pools with the data of images, by the pool that has the images
   */
  public record Pools(
      Optional<WantedPool> images,
      WantedPool volumes,
      Optional<WantedPool> vms,
      Optional<WantedPool> backups,
      Map<PoolName, WantedPool> data) {
    /** All of them. */
    public List<WantedPool> all() {
      Stream<WantedPool> own =
          Stream.of(images, Optional.of(volumes), vms, backups).flatMap(Optional::stream);
      return Stream.concat(own, data.values().stream()).toList();
    }

    /** The pool with the data of a pool's images; empty: it is in there too. */
    public Optional<PoolName> dataOf(WantedPool pool) {
      return Optional.ofNullable(data.get(pool.name())).map(WantedPool::name);
    }

    /** Pools, each with the one that has the data of its images. */
    public List<PoolName> withData(List<PoolName> pools) {
      return pools.stream()
          .flatMap(
              pool ->
                  Stream.concat(
                      Stream.of(pool), Stream.ofNullable(data.get(pool)).map(WantedPool::name)))
          .toList();
    }
  }

  /**
   * The cephx users.
   *
   * @param nova nova's own; empty: nova has cinder's
   * @param cinderBackup cinder-backup's
   */
  public record Users(
      ClientName glance, ClientName cinder, Optional<ClientName> nova, ClientName cinderBackup) {}

  /** The image service. */
  public record Glance(
      GlanceStores stores,
      ExistingImages existingImages,
      int copyMebibytesPerSecond,
      int chunkMebibytes,
      boolean showImageDirectUrl,
      int port,
      Api api,
      FilePath configFile,
      AccountName serviceUser) {}

  /**
   * The block storage service.
   *
   * @param volumeType the type by which users reach the back end; empty: none is made
   */
  public record Cinder(
      BackendName backend,
      boolean keepBackends,
      Optional<String> volumeType,
      int port,
      Api api,
      FilePath configFile,
      AccountName serviceUser,
      Optional<NodeName> apiNode) {}

  /** The compute service. */
  public record Nova(
      Set<Feature> features, int port, Api api, FilePath configFile, Optional<NodeName> apiNode) {
    /** Keeps its own copy. */
    public Nova {
      features = Set.copyOf(features);
    }
  }

  /**
   * The secrets that QEMU opens disks with.
   *
   * @param novaSecretUuid of nova's own secret
   * @param novaSecretUsage of nova's own secret; empty: nova has cinder's
   */
  public record Libvirt(
      Optional<UUID> secretUuid,
      String secretUsage,
      Optional<UUID> novaSecretUuid,
      Optional<String> novaSecretUsage,
      AccountName serviceUser) {}

  /** What nodes are measured against. */
  public record Checks(long minimumFreeMebibytes, Duration maximumClockSkew) {}

  /** What an apply does that needs a person after it changed something. */
  public enum OnFailure {
    /** It stays as it is. */
    STOP,
    /** What it changed is taken back. */
    ROLLBACK
  }

  /**
   * What sagas do by themselves.
   *
   * @param unreachable what becomes of a node that can't be reached
   * @param onFailure what an apply does that needs a person
   * @param decisions choices by the keys of findings
   * @param verifyEvery the time from one verification to the next; empty: not counted
   * @param verifyAt the times of verifications; empty: none
   */
  public record Life(
      Unreachable unreachable,
      OnFailure onFailure,
      Map<String, String> decisions,
      Optional<Duration> verifyEvery,
      Optional<CronTimes> verifyAt) {
    /** Keeps its own copy. */
    public Life {
      decisions = Map.copyOf(decisions);
    }
  }

  /** The nodes that run what a node of that role does, in the order of the document. */
  public List<Node> nodesWith(Role role) {
    return nodes.stream().filter(node -> node.has(role)).toList();
  }
}
