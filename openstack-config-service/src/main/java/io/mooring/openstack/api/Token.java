package io.mooring.openstack.api;

import io.mooring.node.Secret;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What Keystone gave us.
 *
 * @param secret goes into the header X-Auth-Token
 * @param project id of the project that it is for
 * @param roles the names of the roles that it has in that project
 * @param ends until when it holds, by Keystone's clock; empty: Keystone gave none
 * @param catalogue where the APIs are
 */
record Token(
    Secret secret,
    String project,
    List<String> roles,
    Optional<Instant> ends,
    Catalogue catalogue) {}
