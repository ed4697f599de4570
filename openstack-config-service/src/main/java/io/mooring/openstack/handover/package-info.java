/**
 * What a deployment tool must be told about a service, so that its next run keeps what was done.
 */
package io.mooring.openstack.handover;
