/**
 * The openstack-config participant: looks at nodes, writes the configuration of glance and cinder,
 * restarts them one by one, and proves that they use Ceph. A package for each concern; {@code
 * configuration} is the loss-less editor.
 */
package io.mooring.openstack;
