package io.mooring.openstack.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.mooring.node.Secret;
import java.net.URI;
import java.util.Optional;

/**
 * What is needed to authenticate at Keystone v3, named as in a {@code clouds.yaml}: either an
 * application credential, or user, password and project.
 *
 * @param regionName the region whose APIs are used; needed where the cloud has several
 * @param side which endpoints of the catalogue are used, as {@code internal} or {@code internalURL}
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
    @JsonProperty("user_domain_id") Optional<String> userDomainId,
    @JsonProperty("project_name") Optional<String> projectName,
    @JsonProperty("project_id") Optional<String> projectId,
    @JsonProperty("project_domain_name") Optional<String> projectDomainName,
    @JsonProperty("project_domain_id") Optional<String> projectDomainId,
    @JsonProperty("region_name") Optional<String> regionName,
    @JsonProperty("interface") Optional<String> side,
    Optional<String> cacert) {

  /** Clients of former days wrote {@code internalURL}. */
  public OpenstackCredential {
    side = side.map(text -> text.replaceFirst("URL$", ""));
  }

  /** The secret part. */
  Secret secret() {
    return Secret.of(applicationCredentialSecret.or(() -> password).orElse(""));
  }

  @Override
  public String toString() {
    return "credential for " + authUrl;
  }
}
