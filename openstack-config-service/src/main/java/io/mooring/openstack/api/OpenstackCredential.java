package io.mooring.openstack.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mooring.node.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * What is needed to authenticate at Keystone v3, named as in a {@code clouds.yaml}: either an
 * application credential, or user, password and project.
 *
 * @param cacert file with the certificates that Keystone's must come from, in the credentials
 *     directory unless it is an absolute path; default: what Java trusts
 */
public record OpenstackCredential(
    @JsonProperty("auth_url") URI authUrl,
    @JsonProperty("application_credential_id") Optional<String> applicationCredentialId,
    @JsonProperty("application_credential_secret") Optional<String> applicationCredentialSecret,
    Optional<String> username,
    Optional<String> password,
    @JsonProperty("user_domain_name") Optional<String> userDomainName,
    @JsonProperty("project_name") Optional<String> projectName,
    @JsonProperty("project_domain_name") Optional<String> projectDomainName,
    Optional<String> cacert) {

  /** The secret part. */
  Secret secret() {
    return Secret.of(applicationCredentialSecret.or(() -> password).orElse(""));
  }

  @Override
  public String toString() {
    return "credential for " + authUrl;
  }
}
