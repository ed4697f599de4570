package io.mooring.contracts;

import java.util.Optional;

/**
 * How the acceptance steps authenticate to glance and cinder.
 *
 * @param auth the way to authenticate
 * @param credential name of the OpenStack credential; empty with {@link Auth#NONE}
 * @param project id of the project that the test objects belong to; used with {@link Auth#NONE}
 *     only
 */
public record OpenstackAccess(
    Auth auth, Optional<CredentialName> credential, Optional<String> project) {
  /** The ways to authenticate. */
  public enum Auth {
    /** The services ask nobody: only for labs. */
    NONE,
    /** Keystone v3, by password or by application credential, as the credential says. */
    KEYSTONE
  }
}
