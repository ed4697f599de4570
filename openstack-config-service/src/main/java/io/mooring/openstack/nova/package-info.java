/** Nova's own disks of machines on computes, and restarting nova-compute. */
package io.mooring.openstack.nova;
