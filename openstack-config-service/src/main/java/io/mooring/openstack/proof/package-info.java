/** What the acceptance tests of glance and cinder share: test objects that leave nothing behind. */
package io.mooring.openstack.proof;
