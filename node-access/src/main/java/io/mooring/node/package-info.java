/**
 * Nodes over SSH: the only place that knows SSHJ.
 *
 * <p>{@link io.mooring.node.Nodes} gives a {@link io.mooring.node.NodeSession}, which runs {@link
 * io.mooring.node.Script}s as root, reads and writes files, and tunnels to the node's own ports.
 * Everything that changes a node takes a {@link io.mooring.node.Fence}: the node's lock is held and
 * a command older than the newest one seen there is refused. What a command prints, or a file
 * holds, is returned; that no answer came is a {@link io.mooring.node.NodeFailure}.
 */
package io.mooring.node;
