/**
 * The Ceph admin node as seen from participants: {@code ceph} commands, keys and the minimal conf.
 */
package io.mooring.node.ceph;
