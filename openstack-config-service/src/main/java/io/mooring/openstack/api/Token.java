package io.mooring.openstack.api;

import io.mooring.node.Secret;
import java.time.Instant;
import java.util.Optional;

/**
 * What Keystone gave us.
 *
 * @param secret goes into the header X-Auth-Token
 * @param project id of the project that it is for
 * @param ends until when it holds, by Keystone's clock; empty: Keystone gave none
 * @param catalogue where the APIs are
 */
record Token(Secret secret, String project, Optional<Instant> ends, Catalogue catalogue) {}
