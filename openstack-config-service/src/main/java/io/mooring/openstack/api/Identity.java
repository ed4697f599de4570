package io.mooring.openstack.api;

import io.mooring.node.Secret;

/**
 * Who we are for the services.
 *
 * @param token goes into the header X-Auth-Token
 * @param project id of the project that the test objects belong to
 */
public record Identity(Secret token, String project) {}
