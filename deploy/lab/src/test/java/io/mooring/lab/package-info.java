/** System tests on the lab: a real Ceph and a real OpenStack on one machine. */
package io.mooring.lab;
