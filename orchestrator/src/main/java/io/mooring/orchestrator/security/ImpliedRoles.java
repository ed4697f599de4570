package io.mooring.orchestrator.security;

import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Gives an admin of the OIDC provider what an operator has, and an operator what a viewer has. */
@ApplicationScoped
class ImpliedRoles implements SecurityIdentityAugmentor {

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    if (identity.isAnonymous()) {
      return Uni.createFrom().item(identity);
    }
    QuarkusSecurityIdentity.Builder builder = QuarkusSecurityIdentity.builder(identity);
    boolean admin = identity.hasRole(Roles.ADMIN);
    if (admin) {
      builder.addRole(Roles.OPERATOR);
    }
    if (admin || identity.hasRole(Roles.OPERATOR)) {
      builder.addRole(Roles.VIEWER);
    }
    return Uni.createFrom().item(builder.build());
  }
}
