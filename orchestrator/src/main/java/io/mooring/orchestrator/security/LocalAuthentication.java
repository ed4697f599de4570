package io.mooring.orchestrator.security;

import io.netty.handler.codec.http.HttpResponseStatus;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.Cookie;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.Set;

/**
 * Knows the bearer of the local token, and browsers that were signed in by it. All others are left
 * to OIDC.
 */
@ApplicationScoped
class LocalAuthentication implements HttpAuthenticationMechanism {
  private static final String BEARER = "bearer ";

  /** Before OIDC, which would take a token that is not its own for a failed attempt. */
  private static final int BEFORE_OIDC = 2 * DEFAULT_PRIORITY;

  /** Who it is, as far as the machine knows: the account that owns the token. */
  private final String account = "local:" + System.getProperty("user.name");

  private final LocalToken token;
  private final BrowserSessions sessions;

  LocalAuthentication(LocalToken token, BrowserSessions sessions) {
    this.token = token;
    this.sessions = sessions;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager providers) {
    boolean known = bearer(context).filter(token::is).isPresent();
    boolean signedIn = cookie(context).filter(sessions::isSession).isPresent();
    return known || signedIn ? Uni.createFrom().item(administrator()) : Uni.createFrom().nullItem();
  }

  private SecurityIdentity administrator() {
    return QuarkusSecurityIdentity.builder()
        .setPrincipal(new QuarkusPrincipal(account))
        .addRoles(Set.of(Roles.ADMIN, Roles.OPERATOR, Roles.VIEWER))
        .addAttribute(BrowserSessions.LOCAL, true)
        .build();
  }

  private static Optional<String> bearer(RoutingContext context) {
    return Optional.ofNullable(context.request().getHeader("Authorization"))
        .filter(value -> value.regionMatches(true, 0, BEARER, 0, BEARER.length()))
        .map(value -> value.substring(BEARER.length()).strip());
  }

  private static Optional<String> cookie(RoutingContext context) {
    return Optional.ofNullable(context.request().getCookie(BrowserSessions.COOKIE))
        .map(Cookie::getValue);
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new ChallengeData(
                HttpResponseStatus.UNAUTHORIZED.code(), "WWW-Authenticate", "Bearer"));
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of();
  }

  @Override
  public int getPriority() {
    return BEFORE_OIDC;
  }
}
