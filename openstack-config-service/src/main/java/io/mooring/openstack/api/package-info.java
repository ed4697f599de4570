/** The REST APIs of OpenStack, reached through the node's SSH connection only. */
package io.mooring.openstack.api;
