/** Glance: its configuration, its restart and the proof that images land in Ceph. */
package io.mooring.openstack.glance;
