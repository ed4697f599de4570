package io.mooring.infrastructure;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.CephAccess;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.NodeName;
import java.util.List;

/** The site that tests speak of. Nobody connects to it. */
public final class Site {
  /** Its Ceph cluster, administered on {@code mon}. */
  public static final CephAccess CEPH = ceph(node("mon", 22));

  private Site() {}

  /** A Ceph cluster that is administered on this node. */
  public static CephAccess ceph(NodeAddress admin) {
    return new CephAccess(admin, new ClusterName("ceph"), CephAccess.Run.HOST, List.of());
  }

  /** A node which is this machine, with an sshd on the port. */
  public static NodeAddress node(String name, int port) {
    return new NodeAddress(
        new NodeName(name),
        "127.0.0.1",
        port,
        new AccountName("root"),
        new CredentialName("lab"),
        null);
  }
}
