package io.mooring.openstack.api;

import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Secret;
import jakarta.inject.Singleton;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Finds out who we are for the services, in the way that the document names. */
@Singleton
public final class Authentication {
  private final OpenstackCredentials credentials;

  /** An authentication with these credentials. */
  public Authentication(OpenstackCredentials credentials) {
    this.credentials = credentials;
  }

  /**
   * Authenticates.
   *
   * @param node the node through whose connection Keystone is reached
   * @throws NodeFailure with {@link ErrorCode#OPENSTACK_REFUSED} when Keystone refuses, {@link
   *     ErrorCode#OPENSTACK_UNREACHABLE} when it does not answer, {@link
   *     ErrorCode#CERTIFICATE_UNTRUSTED} when it can't show who it is, {@link
   *     ErrorCode#CREDENTIAL_MISSING} when we don't have the credential
   */
  public Identity identify(NodeSession node, OpenstackAccess access) {
    return switch (access.auth()) {
      case NONE -> {
        String project = access.project().orElse("");
        yield Identity.of(Secret.of("admin:" + project), project);
      }
      case KEYSTONE ->
          token(
              node,
              access
                  .credential()
                  .orElseThrow(
                      () ->
                          new NodeFailure(
                              ErrorCode.CREDENTIAL_MISSING,
                              "The document names no OpenStack credential.")));
    };
  }

  private Identity token(NodeSession node, CredentialName name) {
    OpenstackCredential credential = credentials.read(name);
    Optional<SSLContext> trust = credentials.trust(credential);
    return Identity.by(() -> Keystone.token(node, credential, trust));
  }
}
