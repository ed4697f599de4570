/**
 * The openstack-config participant: configuration, rolling restarts and acceptance of glance and
 * cinder.
 */
package io.mooring.openstack;
