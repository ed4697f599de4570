package io.mooring.node;

import io.mooring.contracts.NodeAddress;

/** The nodes that a participant can reach; keeps one connection to each while it is used. */
public interface Nodes {

  /**
   * A session on a node. Nothing is connected before the first use, and a connection that others
   * use is shared.
   */
  NodeSession session(NodeAddress address);
}
