/** The look at a node before anything is changed. */
package io.mooring.openstack.check;
