package io.mooring.contracts;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;

/**
 * The work of one step, with typed parameters. Each record is one action of the runbook; its
 * kebab-case name is the action in the step's name.
 */
public sealed interface Action {

  /** What a node is for; a node may be several things. */
  enum Role {
    /** Runs {@code ceph} with admin rights. */
    CEPH_ADMIN,
    /** Runs glance-api and cinder-volume: {@link #IMAGE} and {@link #VOLUME} in one word. */
    CONTROLLER,
    /** Runs glance-api. */
    IMAGE,
    /** Runs cinder-volume. */
    VOLUME,
    /** Runs cinder-backup. */
    BACKUP,
    /** Runs libvirt and nova-compute. */
    COMPUTE,
    /** Has kolla-ansible's configuration, from which its runs write the services' files anew. */
    DEPLOYER;

    /** Whether a node of this role runs what a node of that role does. */
    public boolean covers(Role other) {
      return switch (this) {
        case CONTROLLER -> other == CONTROLLER || other == IMAGE || other == VOLUME;
        case CEPH_ADMIN, IMAGE, VOLUME, BACKUP, COMPUTE, DEPLOYER -> this == other;
      };
    }
  }

  /** How client packages get onto a node. */
  enum InstallMethod {
    /** The node's own package manager and sources. */
    PACKAGES,
    /** cephadm adds the release's repository first. */
    CEPHADM,
    /** Somebody else installs them; the step only checks. */
    NONE
  }

  /** How glance's stores are written. */
  enum GlanceStores {
    /** {@link #MULTI} where glance has {@code enabled_backends} already, else {@link #SINGLE}. */
    AUTO,
    /** The classic {@code stores}/{@code default_store}: rbd alone, as in the runbook. */
    SINGLE,
    /** {@code enabled_backends}: rbd by default, all other stores stay for the images they have. */
    MULTI
  }

  /** What to do with images which are in other stores than the images pool now. */
  enum ExistingImages {
    /** Stop and let a person decide. */
    STOP,
    /** Go on; with {@link GlanceStores#SINGLE} these images can't be used afterwards. */
    ACCEPT,
    /** All stores stay, and in the end each image is copied into the images pool as well. */
    COPY
  }

  /** What an integration may do beside the classic runbook. */
  enum Feature {
    /** Machines' own disks go to a pool, for which nova-compute calls {@code ceph} and rbd. */
    EPHEMERAL,
    /** Nova makes images of such machines inside the cluster and tells glance where they are. */
    DIRECT_SNAPSHOTS
  }

  /** For whose cephx user libvirt has a secret. */
  enum SecretOwner {
    /** Cinder's, by which volumes are opened; nova's too, unless it has a user of its own. */
    CINDER("libvirt.secret"),
    /** Nova's own user, by which machines' own disks are opened. */
    NOVA("libvirt.secret.nova");

    private final String fact;

    SecretOwner(String fact) {
      this.fact = fact;
    }

    /** The fact by which the deciding compute tells which UUID the secret has. */
    public String fact() {
      return fact;
    }
  }

  /** Which caps the document asks for. */
  enum CapsStyle {
    /** {@code profile rbd}, with the right to blocklist dead lock holders. */
    PROFILE,
    /** The exact strings of the classic runbook. */
    LEGACY
  }

  /**
   * Looks at a node before anything is changed; reports all its problems at once.
   *
   * @param roles what the node is for
   * @param minimumFreeMebibytes free disk space wanted below {@code /var} and {@code /etc}
   * @param maximumClockSkew how far the node's clock may be from ours
   */
  record CheckNode(Set<Role> roles, long minimumFreeMebibytes, Duration maximumClockSkew)
      implements Action {}

  /**
   * Looks at the Ceph cluster: identity, release, quorum, health and the budget of placement
   * groups.
   *
   * @param ceph where {@code ceph} runs
   * @param allowedWarnings health codes which do not stop the integration although they warn
   * @param stoppingWarnings health codes which stop the integration although others let them pass
   * @param pools the pools that will exist, with their wanted number of placement groups where
   *     given
   */
  record CheckCluster(
      CephAccess ceph,
      Set<String> allowedWarnings,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<String> stoppingWarnings,
      List<WantedPool> pools)
      implements Action {}

  /**
   * A pool of the document.
   *
   * @param name the pool
   * @param pgNum number of placement groups, or empty to leave it to the autoscaler
   * @param crushRule name of the rule by which its data is placed, or empty to leave that as it is
   * @param quotaBytes the most bytes in it, 0 for no limit, or empty to leave that as it is
   * @param quotaObjects the most objects in it, 0 for no limit, or empty to leave that as it is
   * @param profile name of the erasure code profile of a pool that only the data of images is in,
   *     or empty for one that keeps replicas
   */
  record WantedPool(
      PoolName name,
      OptionalInt pgNum,
      Optional<String> crushRule,
      Optional<Long> quotaBytes,
      Optional<Long> quotaObjects,
      Optional<String> profile) {
    private static final java.util.regex.Pattern NAME =
        java.util.regex.Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,99}");

    /**
     * Checks the names. Commands of former releases tell neither rule nor quota nor profile.
     *
     * @throws IllegalArgumentException when one could not stand on a command line as it is
     */
    public WantedPool {
      crushRule = crushRule == null ? Optional.empty() : crushRule;
      quotaBytes = quotaBytes == null ? Optional.empty() : quotaBytes;
      quotaObjects = quotaObjects == null ? Optional.empty() : quotaObjects;
      profile = profile == null ? Optional.empty() : profile;
      crushRule.ifPresent(rule -> Syntax.require("a CRUSH rule's name", NAME, rule));
      profile.ifPresent(one -> Syntax.require("an erasure code profile's name", NAME, one));
    }

    /** One whose data is placed as the cluster does, without limits. */
    public WantedPool(PoolName name, OptionalInt pgNum) {
      this(name, pgNum, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
  }

  /**
   * Installs what a node's roles need to speak to Ceph.
   *
   * @param roles what the node is for
   * @param method how packages get there
   * @param release Ceph release for {@link InstallMethod#CEPHADM}
   * @param features what is wanted beside the classic runbook
   */
  record InstallClient(
      Set<Role> roles,
      InstallMethod method,
      Optional<String> release,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Feature> features)
      implements Action {}

  /**
   * Creates or adopts a pool for RBD.
   *
   * @param ceph where {@code ceph} runs
   * @param pool the pool
   */
  record CreatePool(CephAccess ceph, WantedPool pool) implements Action {}

  /**
   * Deletes a pool that this integration made and that is empty.
   *
   * @param ceph where {@code ceph} runs
   * @param pool the pool
   * @param confirmed the pool's name as a person typed it; empty when nobody did, so that the step
   *     stops
   */
  record DeletePool(CephAccess ceph, PoolName pool, Optional<String> confirmed) implements Action {}

  /**
   * Creates a cephx user or merges the wanted caps into an existing one.
   *
   * @param ceph where {@code ceph} runs
   * @param client the user
   * @param caps wanted caps by subsystem ({@code mon}, {@code osd}, {@code mgr})
   * @param style which way of writing caps the document asked for
   */
  record CreateUser(CephAccess ceph, ClientName client, Map<String, String> caps, CapsStyle style)
      implements Action {}

  /**
   * Places the minimal Ceph configuration.
   *
   * @param ceph where the configuration comes from
   * @param path where it goes
   * @param like a file whose owner and group it gets, because it is not for the node's services;
   *     empty: it is for them
   * @param dataPools where images of some users have their data, other than in their own pool
   */
  record PlaceConf(
      CephAccess ceph,
      FilePath path,
      Optional<FilePath> like,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<DataPool> dataPools)
      implements Action {
    /** Commands of former releases tell of no data pools. */
    public PlaceConf {
      dataPools = dataPools == null ? List.of() : List.copyOf(dataPools);
    }

    /** For the node's own services, with the data of all images in their own pool. */
    public PlaceConf(CephAccess ceph, FilePath path) {
      this(ceph, path, Optional.empty(), List.of());
    }
  }

  /**
   * Where the data of each image is that a user makes; the image itself, its name and its size, are
   * in another pool.
   *
   * @param client the cephx user
   * @param pool the pool with the data
   */
  record DataPool(ClientName client, PoolName pool) {}

  /**
   * Places a keyring.
   *
   * @param ceph where the key comes from
   * @param client whose key it is
   * @param path where the keyring goes
   * @param owner the file's user
   * @param group the file's group
   * @param like a file whose owner and group it gets instead, because it is not for the node's
   *     services; empty: it is for them
   * @param reader the role whose services alone read it; empty: all that run as the file's user or
   *     as one of its group
   */
  record PlaceKeyring(
      CephAccess ceph,
      ClientName client,
      FilePath path,
      AccountName owner,
      AccountName group,
      Optional<FilePath> like,
      Optional<Role> reader)
      implements Action {
    /** For the node's own services. */
    public PlaceKeyring(
        CephAccess ceph, ClientName client, FilePath path, AccountName owner, AccountName group) {
      this(ceph, client, path, owner, group, Optional.empty(), Optional.empty());
    }
  }

  /**
   * Opens a pool as the service user, with the keyring on the node.
   *
   * @param cluster the cluster
   * @param client the cephx user
   * @param pools the pools that it must be able to open
   * @param serviceUser the operating system's user that the service runs as
   * @param reader the role whose service it is; empty: any that runs as that user
   */
  record ProveAccess(
      ClusterName cluster,
      ClientName client,
      List<PoolName> pools,
      AccountName serviceUser,
      Optional<Role> reader)
      implements Action {
    /** By any service of that user. */
    public ProveAccess(
        ClusterName cluster, ClientName client, List<PoolName> pools, AccountName serviceUser) {
      this(cluster, client, pools, serviceUser, Optional.empty());
    }
  }

  /**
   * Defines the libvirt secret that QEMU uses to open disks.
   *
   * @param ceph where the key comes from
   * @param client whose key it is
   * @param secret the secret's UUID, the same on all computes and in what names it
   * @param usage the secret's usage name
   * @param adoption where to look for a UUID that is in use already; on the one compute that
   *     decides for all, and only if the document leaves it open
   * @param pair which of two secrets it is; empty: nova has no cephx user of its own, and there is
   *     only cinder's
   */
  record DefineSecret(
      CephAccess ceph,
      ClientName client,
      UUID secret,
      String usage,
      Optional<SecretAdoption> adoption,
      Optional<SecretPair> pair)
      implements Action {
    private static final java.util.regex.Pattern USAGE =
        java.util.regex.Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}");

    /**
     * Checks the usage name.
     *
     * @throws IllegalArgumentException when it could not stand in XML as it is
     */
    public DefineSecret {
      Syntax.require("a usage name", USAGE, usage);
    }

    /** The only secret. */
    public DefineSecret(
        CephAccess ceph,
        ClientName client,
        UUID secret,
        String usage,
        Optional<SecretAdoption> adoption) {
      this(ceph, client, secret, usage, adoption, Optional.empty());
    }

    /** Whose secret it is. */
    public SecretOwner owner() {
      return pair.map(SecretPair::owner).orElse(SecretOwner.CINDER);
    }

    /** Whether this compute decides for all which UUID it is. */
    public boolean decides() {
      return adoption.isPresent() || pair.filter(SecretPair::decides).isPresent();
    }
  }

  /**
   * One of the two secrets that computes hold where nova has a cephx user of its own.
   *
   * @param owner which one
   * @param otherUsage the usage name of the other, which is no left-over
   * @param decides whether this compute decides for all which UUID nova's is: the one that it has
   *     for this usage already
   */
  record SecretPair(SecretOwner owner, String otherUsage, boolean decides) {}

  /**
   * Where cinder names the secret.
   *
   * @param controller a node with cinder-volume's configuration
   * @param cinderConf cinder.conf
   * @param backend the back end's section
   */
  record SecretAdoption(NodeAddress controller, FilePath cinderConf, BackendName backend) {}

  /**
   * Looks at a controller's glance before any controller's is changed: which stores it has, and how
   * many images are in those which would be switched off.
   *
   * @param file glance-api.conf
   * @param stores how the stores are to be written
   * @param existingImages what to do with images of other stores
   * @param pool the images pool
   * @param openstack how to authenticate
   * @param port the API's port on the node's own address
   * @param api how the node's own API is reached; empty: at that port
   */
  record CheckImages(
      FilePath file,
      GlanceStores stores,
      ExistingImages existingImages,
      PoolName pool,
      OpenstackAccess openstack,
      int port,
      Optional<ApiAccess> api)
      implements Action {}

  /**
   * Looks whether OpenStack lets us in and shows what later steps ask it for, before anything is
   * changed.
   *
   * @param openstack how to authenticate
   * @param image how the cloud's image API is reached
   * @param volume how the cloud's block storage API is reached
   * @param compute how the cloud's compute API is reached; empty: nobody will ask it
   */
  record CheckOpenstack(
      OpenstackAccess openstack, ApiAccess image, ApiAccess volume, Optional<ApiAccess> compute)
      implements Action {}

  /**
   * Points glance at the images pool.
   *
   * @param file glance-api.conf
   * @param stores how the stores are written
   * @param existingImages what to do with images of other stores
   * @param pool the images pool
   * @param client the cephx user
   * @param cephConf the Ceph configuration on the node
   * @param chunkMebibytes size of the objects that an image is cut into
   * @param showImageDirectUrl whether the image's location is shown, which clones need
   * @param features what is wanted beside the classic runbook
   */
  record ConfigureGlance(
      FilePath file,
      GlanceStores stores,
      ExistingImages existingImages,
      PoolName pool,
      ClientName client,
      FilePath cephConf,
      int chunkMebibytes,
      boolean showImageDirectUrl,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) Set<Feature> features)
      implements Action {}

  /**
   * Restarts glance-api where it still runs with older files, and waits until it is healthy.
   *
   * @param file glance-api.conf, restored when the restart fails
   * @param reads further files that the service reads at its start
   * @param gate when it counts as healthy
   * @param port the API's port on the node's own address
   * @param peers the other controllers: nothing is restarted while glance-api is down on one of
   *     them
   * @param api how the node's own API is reached; empty: at that port
   * @param peerApis the same for each of the other controllers, in their order
   */
  record RestartGlance(
      FilePath file,
      List<FilePath> reads,
      RestartGate gate,
      int port,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NodeAddress> peers,
      Optional<ApiAccess> api,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<ApiAccess> peerApis)
      implements Action {}

  /**
   * Uploads an image through this node's glance, finds it in the pool, reads it back, removes it.
   *
   * @param openstack how to authenticate
   * @param port glance's port on the node's own address
   * @param pool the images pool
   * @param client the cephx user that may list it
   * @param serviceUser the operating system's user with that keyring
   * @param cluster the cluster
   * @param api how the node's own glance is reached; empty: at that port
   * @param dataPool the pool with the image's data; empty: nobody asks
   */
  record TestImage(
      OpenstackAccess openstack,
      int port,
      PoolName pool,
      ClientName client,
      AccountName serviceUser,
      ClusterName cluster,
      Optional<ApiAccess> api,
      Optional<PoolName> dataPool)
      implements Action {}

  /**
   * Has glance copy every image that this node can read and that is not in the images pool yet into
   * it, one after another, and sees that each copy is whole. The originals stay.
   *
   * @param file glance-api.conf, which names the stores
   * @param pool the images pool
   * @param client the cephx user that may list it
   * @param cephConf the Ceph configuration that glance reads
   * @param serviceUser the operating system's user with that keyring
   * @param cluster the cluster
   * @param openstack how to authenticate
   * @param api how the node's own glance is reached
   * @param mebibytesPerSecond how fast at the most, on the average of each image
   * @param last whether no other node comes after this one: what it can't read either, nobody can
   */
  record CopyImages(
      FilePath file,
      PoolName pool,
      ClientName client,
      FilePath cephConf,
      AccountName serviceUser,
      ClusterName cluster,
      OpenstackAccess openstack,
      ApiAccess api,
      int mebibytesPerSecond,
      boolean last)
      implements Action {
    /** Refuses a rate at which nothing would ever be copied. */
    public CopyImages {
      if (mebibytesPerSecond < 1) {
        throw new IllegalArgumentException("a rate of images must be 1 MiB/s or more");
      }
    }
  }

  /**
   * Adds the Ceph back end to cinder.
   *
   * @param file cinder.conf
   * @param backend the back end
   * @param keepBackends whether other back ends stay enabled
   * @param pool the volumes pool
   * @param client the cephx user
   * @param cephConf the Ceph configuration on the node
   * @param secret UUID of the libvirt secret
   */
  record ConfigureCinder(
      FilePath file,
      BackendName backend,
      boolean keepBackends,
      PoolName pool,
      ClientName client,
      FilePath cephConf,
      UUID secret)
      implements Action {
    /** The secret: the one that a compute decided on, if the facts tell of one. */
    public UUID decided(Map<String, String> facts) {
      String fact = facts.get(SecretOwner.CINDER.fact());
      return fact == null ? secret : UUID.fromString(fact);
    }
  }

  /**
   * Restarts cinder-volume where it still runs with older files, and waits until its back end is
   * up.
   *
   * @param file cinder.conf, restored when the restart fails
   * @param reads further files that the service reads at its start
   * @param gate when it counts as healthy
   * @param openstack how to authenticate to the block storage API
   * @param apiNode the node through which cinder-api is asked
   * @param apiPort its port on that node's own address
   * @param backend the back end that must be reported up
   * @param peers the other nodes with cinder-volume: nothing is restarted while it is down on one
   *     of them
   * @param api how cinder-api is reached; empty: at that port
   */
  record RestartCinder(
      FilePath file,
      List<FilePath> reads,
      RestartGate gate,
      OpenstackAccess openstack,
      NodeAddress apiNode,
      int apiPort,
      BackendName backend,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NodeAddress> peers,
      Optional<ApiAccess> api)
      implements Action {}

  /**
   * Creates a volume and, where there is a pool of images, a clone of an image, finds them in the
   * pool, removes them.
   *
   * @param openstack how to authenticate
   * @param glanceNode the node whose glance is asked; empty: the step's own
   * @param glancePort its port on that node's own address
   * @param cinderNode the node whose cinder-api is asked; empty: the step's own
   * @param cinderPort its port on that node's own address
   * @param backend the back end that must serve the volumes
   * @param volumes the volumes pool
   * @param images the images pool; empty: images are in another cluster, and glance is not asked
   * @param client the cephx user that may read both
   * @param serviceUser the operating system's user with that keyring
   * @param cluster the cluster
   * @param glance how that node's own glance is reached; empty: at its port
   * @param cinder how cinder-api is reached; empty: at its port
   * @param dataPool the pool with the volumes' data; empty: nobody asks
   */
  record TestVolume(
      OpenstackAccess openstack,
      Optional<NodeAddress> glanceNode,
      int glancePort,
      Optional<NodeAddress> cinderNode,
      int cinderPort,
      BackendName backend,
      PoolName volumes,
      Optional<PoolName> images,
      ClientName client,
      AccountName serviceUser,
      ClusterName cluster,
      Optional<ApiAccess> glance,
      Optional<ApiAccess> cinder,
      Optional<PoolName> dataPool)
      implements Action {}

  /**
   * Makes the volume type by which users reach the back end, or finds that it is there; asked
   * through cinder-api on the step's own node.
   *
   * @param openstack how to authenticate
   * @param apiPort cinder-api's port on the node's own address
   * @param name the type
   * @param backend the back end that it leads to
   * @param api how cinder-api is reached; empty: at that port
   */
  record CreateVolumeType(
      OpenstackAccess openstack,
      int apiPort,
      String name,
      BackendName backend,
      Optional<ApiAccess> api)
      implements Action {
    private static final java.util.regex.Pattern NAME =
        java.util.regex.Pattern.compile("[A-Za-z0-9_][A-Za-z0-9 _.-]{0,99}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when people could not tell it from others by its looks
     */
    public CreateVolumeType {
      Syntax.require("a volume type's name", NAME, name);
    }
  }

  /**
   * Lets cinder-backup put backups into the backups pool.
   *
   * @param file cinder.conf
   * @param pool the backups pool
   * @param client the cephx user
   * @param cephConf the Ceph configuration on the node
   */
  record ConfigureCinderBackup(FilePath file, PoolName pool, ClientName client, FilePath cephConf)
      implements Action {}

  /**
   * Restarts cinder-backup where it still runs with older files, and waits until cinder counts on
   * it.
   *
   * @param file cinder.conf, restored when the restart fails and cinder-volume does not read it too
   * @param reads further files that the service reads at its start
   * @param gate when it counts as healthy
   * @param openstack how to authenticate to the block storage API
   * @param apiNode the node through which cinder-api is asked
   * @param apiPort its port on that node's own address
   * @param peers the other nodes with cinder-backup: nothing is restarted while it is down on one
   *     of them
   * @param api how cinder-api is reached; empty: at that port
   */
  record RestartCinderBackup(
      FilePath file,
      List<FilePath> reads,
      RestartGate gate,
      OpenstackAccess openstack,
      NodeAddress apiNode,
      int apiPort,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<NodeAddress> peers,
      Optional<ApiAccess> api)
      implements Action {}

  /**
   * Creates a volume and a backup of it, finds that in the pool, removes both.
   *
   * @param openstack how to authenticate
   * @param cinderNode the node whose cinder-api is asked; empty: the step's own
   * @param cinderPort its port on that node's own address
   * @param backend the back end of the volume
   * @param pool the backups pool
   * @param client the cephx user that may list it
   * @param serviceUser the operating system's user with that keyring
   * @param cluster the cluster
   * @param cinder how cinder-api is reached; empty: at that port
   */
  record TestBackup(
      OpenstackAccess openstack,
      Optional<NodeAddress> cinderNode,
      int cinderPort,
      BackendName backend,
      PoolName pool,
      ClientName client,
      AccountName serviceUser,
      ClusterName cluster,
      Optional<ApiAccess> cinder)
      implements Action {}

  /**
   * Lets nova put the own disks of machines into the vms pool.
   *
   * @param file nova.conf
   * @param pool the vms pool
   * @param client the cephx user
   * @param cephConf the Ceph configuration on the node
   * @param secret UUID of the libvirt secret
   * @param own whose secret that is, where nova has a cephx user of its own; empty: cinder's user
   *     and secret are nova's too
   */
  record ConfigureNova(
      FilePath file,
      PoolName pool,
      ClientName client,
      FilePath cephConf,
      UUID secret,
      Optional<SecretOwner> own)
      implements Action {
    /** With cinder's user and secret. */
    public ConfigureNova(
        FilePath file, PoolName pool, ClientName client, FilePath cephConf, UUID secret) {
      this(file, pool, client, cephConf, secret, Optional.empty());
    }

    /** The secret: the one that a compute decided on, if the facts tell of one. */
    public UUID decided(Map<String, String> facts) {
      String fact = facts.get(own.orElse(SecretOwner.CINDER).fact());
      return fact == null ? secret : UUID.fromString(fact);
    }
  }

  /**
   * Restarts nova-compute where it still runs with older files, and waits until nova counts on it.
   *
   * @param file nova.conf, restored when the restart fails
   * @param reads further files that the service reads at its start
   * @param gate when it counts as healthy
   * @param openstack how to authenticate to the compute API; nobody asks it where there is no
   *     Keystone
   * @param apiNode the node through which nova-api is asked
   * @param apiPort its port on that node's own address
   * @param api how nova-api is reached; empty: at that port
   */
  record RestartNova(
      FilePath file,
      List<FilePath> reads,
      RestartGate gate,
      OpenstackAccess openstack,
      NodeAddress apiNode,
      int apiPort,
      Optional<ApiAccess> api)
      implements Action {}

  /**
   * Tells kolla-ansible what was done to the services, so that its next run keeps it: variables in
   * globals.yml, and what it merges into the services' files.
   *
   * @param directory where its configuration is
   * @param glance what is done to glance
   * @param cinder what is done to cinder
   * @param nova what is done to nova; empty: nothing
   * @param backup what is done to cinder-backup; empty: nothing
   */
  record ConfigureDeployer(
      FilePath directory,
      ConfigureGlance glance,
      ConfigureCinder cinder,
      Optional<ConfigureNova> nova,
      Optional<ConfigureCinderBackup> backup)
      implements Action {
    /** The fact that names the node which hands changes on to the next run. */
    public static final String FACT = "deployer";
  }
}
