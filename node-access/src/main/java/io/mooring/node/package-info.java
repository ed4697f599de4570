/** Nodes over SSH: the only place that knows SSHJ. */
package io.mooring.node;
