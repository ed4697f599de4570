/** Cinder: its configuration, its restart and the proof that volumes land in Ceph. */
package io.mooring.openstack.cinder;
