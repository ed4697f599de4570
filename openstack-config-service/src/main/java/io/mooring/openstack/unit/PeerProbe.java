package io.mooring.openstack.unit;

import io.mooring.node.NodeSession;
import io.mooring.node.layout.Layout;

/** Asks the service on another node whether it does its work there. */
@FunctionalInterface
public interface PeerProbe {

  /**
   * Asks once, through that node.
   *
   * @param layout how the service runs there
   */
  Health ask(NodeSession peer, Layout layout);
}
