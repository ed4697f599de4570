package io.mooring.openstack.unit;

import io.mooring.node.NodeSession;

/** Asks the service on another node whether it does its work there. */
@FunctionalInterface
public interface PeerProbe {

  /** Asks once, through that node. */
  Health ask(NodeSession peer);
}
