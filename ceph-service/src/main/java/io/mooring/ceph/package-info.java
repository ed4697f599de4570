/** The ceph participant: cluster health, pools, cephx users, client packages. */
package io.mooring.ceph;
