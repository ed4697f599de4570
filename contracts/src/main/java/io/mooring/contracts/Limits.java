package io.mooring.contracts;

import java.time.Duration;

/**
 * How long things may take, each said once. Steps give these to their scripts and requests; the
 * limit of a whole step is derived from them, so it is never shorter than what the step may take.
 */
public final class Limits {
  /** To open a connection to a node, login included. */
  public static final Duration CONNECT = Duration.ofSeconds(10);

  /** To reach a node: its turn among many that are connected, a jump host, a second try. */
  public static final Duration REACH = Duration.ofSeconds(60);

  /** A script on a node, unless it has a limit of its own. */
  public static final Duration SCRIPT = Duration.ofSeconds(30);

  /** Waiting for a node's lock. */
  public static final Duration LOCK_WAIT = Duration.ofSeconds(20);

  /** After a script's limit: the node's own kill, and its answer. */
  public static final Duration ANSWER = Duration.ofSeconds(8);

  /** Writing one file, or putting it back. */
  public static final Duration FILE_WRITE = Duration.ofSeconds(60);

  /** Questions to the cluster that change nothing; shorter than ceph's own patience. */
  public static final Duration CLUSTER_QUESTION = Duration.ofSeconds(28);

  /** A change to the cluster. */
  public static final Duration CLUSTER_CHANGE = Duration.ofSeconds(120);

  /** Reading a key or the minimal ceph.conf on the Ceph admin node. */
  public static final Duration ADMIN_QUESTION = Duration.ofSeconds(30);

  /** Installing packages, the wait for the package manager's own lock included. */
  public static final Duration INSTALLATION = Duration.ofMinutes(14);

  /** A service user opening its pools. */
  public static final Duration PROOF = Duration.ofSeconds(28);

  /** Opening a connection to an OpenStack API. */
  public static final Duration API_CONNECT = Duration.ofSeconds(5);

  /** One request to an OpenStack API. */
  public static final Duration API_REQUEST = Duration.ofSeconds(60);

  /** One look at a service that may hang: it takes the connection and says nothing. */
  public static final Duration API_PROBE = Duration.ofSeconds(8);

  /** Connecting to Keystone, and again getting a token from it. */
  public static final Duration KEYSTONE = Duration.ofSeconds(20);

  /** What {@code systemctl restart} gets beyond the gate's timeout. */
  public static final Duration RESTART_MARGIN = Duration.ofSeconds(10);

  /** What an acceptance test gives the service to do its work. */
  public static final Duration ACCEPTANCE = Duration.ofSeconds(150);

  /** What an acceptance test gives the service afterwards to remove what the test made. */
  public static final Duration CLEANING = Duration.ofSeconds(30);

  /** Every step may look at its node so often: before, after, and for what it has found. */
  private static final int LOOKS = 4;

  /** Ceph admin nodes that one step may ask in turn. */
  private static final int OTHER_NODES = 3;

  /** Requests of an acceptance test beside those that it repeats while it waits. */
  private static final int REQUESTS = 6;

  private Limits() {}

  /** Start-to-close: how long one attempt may take from its begin to its outcome, at the most. */
  public static Duration of(Action action) {
    return look().plus(work(action));
  }

  private static Duration work(Action action) {
    return switch (action) {
      case Action.CheckNode a -> Duration.ZERO;
      case Action.CheckCluster a -> cluster();
      case Action.InstallClient a -> change(INSTALLATION);
      // A pool for data is asked for with its profile.
      case Action.CreatePool a ->
          cluster().plus(change(CLUSTER_QUESTION)).plus(change(CLUSTER_CHANGE).multipliedBy(3));
      case Action.DeletePool a -> cluster().plus(change(CLUSTER_CHANGE).multipliedBy(2));
      case Action.CreateUser a -> cluster().plus(change(CLUSTER_CHANGE).multipliedBy(2));
      case Action.PlaceConf a -> admin().plus(change(FILE_WRITE));
      case Action.PlaceKeyring a -> admin().plus(change(FILE_WRITE));
      case Action.ProveAccess a -> look(PROOF);
      case Action.DefineSecret a -> admin().plus(change(SCRIPT).multipliedBy(2));
      case Action.CheckImages a -> api();
      case Action.CheckOpenstack a -> api();
      case Action.ConfigureGlance a -> api().plus(change(FILE_WRITE));
      case Action.ConfigureCinder a -> api().plus(change(FILE_WRITE));
      case Action.ConfigureCinderBackup a -> change(FILE_WRITE);
      case Action.CreateVolumeType a -> api();
      case Action.ConfigureNova a -> change(FILE_WRITE);
      // globals.yml and one file a service.
      case Action.ConfigureDeployer a -> change(FILE_WRITE).multipliedBy(5);
      case Action.RestartGlance a -> restart(a.gate(), a.peers().size());
      case Action.RestartCinder a -> restart(a.gate(), a.peers().size());
      case Action.RestartCinderBackup a -> restart(a.gate(), a.peers().size());
      case Action.RestartNova a -> restart(a.gate(), 0);
      case Action.TestImage a -> api();
      // From one word of its progress to the next; all of it may take hours.
      case Action.CopyImages a -> api().plus(look(SCRIPT).multipliedBy(2));
      case Action.TestVolume a -> api().plus(ACCEPTANCE).plus(CLEANING);
      case Action.TestBackup a -> api().plus(ACCEPTANCE).plus(CLEANING);
    };
  }

  /** A failed restart is followed by a second one with the former configuration. */
  private static Duration restart(RestartGate gate, int peers) {
    Duration once =
        change(gate.timeout().plus(RESTART_MARGIN))
            .plus(look(SCRIPT))
            .plus(gate.timeout())
            .plus(gate.stabilityWindow())
            .plus(look(SCRIPT))
            .plus(API_PROBE);
    // The node whose API is asked is one more.
    Duration others = REACH.plus(look(SCRIPT)).plus(API_PROBE).multipliedBy(peers + 1);
    return once.multipliedBy(2).plus(change(FILE_WRITE)).plus(others).plus(KEYSTONE);
  }

  private static Duration look() {
    // The first one waits for the node's lock.
    return REACH.plus(LOCK_WAIT).plus(look(SCRIPT).multipliedBy(LOOKS));
  }

  private static Duration cluster() {
    return REACH.plus(change(CLUSTER_QUESTION)).multipliedBy(OTHER_NODES);
  }

  private static Duration admin() {
    return REACH.plus(look(ADMIN_QUESTION)).multipliedBy(OTHER_NODES);
  }

  private static Duration api() {
    return KEYSTONE.multipliedBy(2).plus(API_REQUEST.multipliedBy(REQUESTS));
  }

  /** How long a script that changes nothing may take, seen from here. */
  public static Duration look(Duration script) {
    return script.plus(ANSWER);
  }

  /** How long a script that changes something may take, seen from here. */
  public static Duration change(Duration script) {
    return script.plus(LOCK_WAIT).plus(ANSWER);
  }
}
