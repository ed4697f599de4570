package io.mooring.orchestrator.it;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;

/**
 * An OIDC provider whose people are called by their roles; their tokens are handed out as settings.
 */
public final class OidcProvider implements QuarkusTestResourceLifecycleManager {
  private static final String ISSUER = "mooring";

  private final MockOAuth2Server server = new MockOAuth2Server();

  @Override
  public Map<String, String> start() {
    server.start(InetAddress.getLoopbackAddress(), 0);
    return Map.of(
        "quarkus.oidc.tenant-enabled", "true",
        "quarkus.oidc.auth-server-url", server.issuerUrl(ISSUER).toString(),
        "test.token.viewer", token("viewer"),
        "test.token.operator", token("operator"),
        "test.token.nobody", token("nobody"));
  }

  private String token(String role) {
    return server
        .issueToken(
            ISSUER,
            "id-of-" + role,
            "mooring",
            Map.of("preferred_username", role + "@example.org", "groups", List.of(role)))
        .serialize();
  }

  @Override
  public void stop() {
    server.shutdown();
  }
}
