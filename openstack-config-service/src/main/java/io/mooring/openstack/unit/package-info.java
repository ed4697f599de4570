/** Systemd units on nodes: what state they are in, and restarting them behind a health gate. */
package io.mooring.openstack.unit;
