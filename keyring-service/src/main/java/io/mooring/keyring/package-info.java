/** The keyring participant: ceph.conf and keyrings on nodes, and the proof that they work. */
package io.mooring.keyring;
