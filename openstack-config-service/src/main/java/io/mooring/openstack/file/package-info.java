/** A service's configuration file on a node: read once, edited without loss, written once. */
package io.mooring.openstack.file;
