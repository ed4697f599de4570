package io.mooring.node.ceph;

import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClientName;
import io.mooring.node.Fence;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.node.Secret;
import java.util.Optional;
import java.util.UUID;

/** Reads from the Ceph admin node what other nodes need; each thing once for a saga. */
public interface CephAdmin {

  /**
   * Makes a script whose {@code ceph} and {@code rbd} are functions that run on the host or in
   * cephadm's container, of the right cluster, with a bounded time to connect. They read nothing;
   * {@code ask_ceph} is {@code ceph} that reads commands from its standard input.
   */
  Script script(CephAccess access, String name, String body, Object... arguments);

  /**
   * Runs a script that changes nothing on the first admin node that answers and reaches a monitor.
   *
   * @throws io.mooring.node.NodeFailure when none answers
   */
  AdminAnswer inspect(CephAccess access, Script script);

  /**
   * The same for a command that may change the cluster: what it sees no older command can change
   * any more, see {@link io.mooring.node.NodeSession#behind}.
   *
   * @throws io.mooring.node.NodeFailure when none answers
   */
  AdminAnswer inspect(CephAccess access, Script script, Fence fence);

  /**
   * Runs a script that may change the cluster on the first admin node that answers.
   *
   * @throws io.mooring.node.NodeFailure when none answers
   */
  AdminAnswer change(CephAccess access, Script script, Fence fence);

  /** Whether a result of {@code ceph} or {@code rbd} means that no monitor answered in time. */
  static boolean unreachable(ScriptResult result) {
    String errors = result.errorText();
    return !result.succeeded()
        && (errors.contains("error connecting to the cluster")
            || errors.contains("couldn't connect to the cluster")
            || errors.contains("timed out")
            || errors.contains("Cluster connection aborted")
            || result.status() == 110);
  }

  /**
   * The key of a cephx user, base64 as Ceph prints it; empty when there is no such user.
   *
   * @param saga answers are kept for this saga for a short time
   */
  Optional<Secret> key(UUID saga, CephAccess access, ClientName client);

  /**
   * The minimal configuration for clients: normalised, without tabs, with {@code [global]} and a
   * last newline.
   *
   * @param saga answers are kept for this saga for a short time
   */
  String minimalConf(UUID saga, CephAccess access);
}
