/** Tells kolla-ansible what was done, on the node from which it is run. */
package io.mooring.openstack.deployer;
