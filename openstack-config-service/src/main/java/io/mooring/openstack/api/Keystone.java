package io.mooring.openstack.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Secret;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * Keystone v3: a token for a password or an application credential (Identity API v3, "Password
 * authentication with scoped authorization" and "Authenticating with an Application Credential").
 */
final class Keystone {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CREATED = 201;

  private Keystone() {}

  static Token token(NodeSession node, OpenstackCredential credential, Optional<SSLContext> trust) {
    boolean tls = "https".equalsIgnoreCase(credential.authUrl().getScheme());
    try (ConnectProxy proxy = ConnectProxy.through(node)) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .connectTimeout(Limits.KEYSTONE)
              .proxy(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
      trust.ifPresent(builder::sslContext);
      HttpClient client = builder.build();
      String base = credential.authUrl().toString().replaceAll("/+$|/v3/*$", "");
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + "/v3/auth/tokens"))
              .timeout(Limits.KEYSTONE)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(body(credential)))
              .build();
      return token(client.send(request, BodyHandlers.ofByteArray()), credential);
    } catch (IOException silent) {
      throw Unanswered.untrusted(silent)
          ? new NodeFailure(
              ErrorCode.CERTIFICATE_UNTRUSTED,
              ("The certificate of Keystone at %s is not trusted: %s. Where a CA of its own has"
                      + " issued it, the credential names that CA's file as cacert.")
                  .formatted(credential.authUrl(), silent.getMessage()))
          : new NodeFailure(
              ErrorCode.OPENSTACK_UNREACHABLE,
              "Keystone at %s, asked through %s, gives no answer: %s."
                  .formatted(
                      credential.authUrl(), node.address().name(), Unanswered.reason(silent, tls)));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NodeFailure(ErrorCode.OPENSTACK_UNREACHABLE, "Asking Keystone was interrupted.");
    }
  }

  private static Token token(HttpResponse<byte[]> response, OpenstackCredential credential)
      throws IOException {
    String token = response.headers().firstValue("X-Subject-Token").orElse("");
    if (response.statusCode() != CREATED || token.isEmpty()) {
      throw refusal(response.statusCode(), credential);
    }
    JsonNode told = JSON.readTree(response.body()).path("token");
    return new Token(
        Secret.of(token),
        told.at("/project/id").asText(),
        told.path("roles").findValuesAsText("name"),
        ends(told.path("expires_at").asText()),
        new Catalogue(told.path("catalog"), credential.regionName(), credential.side()));
  }

  private static Optional<Instant> ends(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeParseException unknown) {
      return Optional.empty();
    }
  }

  /** Its words are not shown: they could quote what was sent. */
  private static NodeFailure refusal(int status, OpenstackCredential credential) {
    String why =
        switch (status) {
          case 401 -> ": it does not take the credential. It may be wrong, expired or removed";
          case 403 -> ": the credential may not be used for this";
          case 404 -> ": there is no Identity API v3 at this address";
          case 502, 503, 504 -> ": no Keystone is up behind it";
          default -> "";
        };
    return new NodeFailure(
        status >= 500 ? ErrorCode.OPENSTACK_UNREACHABLE : ErrorCode.OPENSTACK_REFUSED,
        "Keystone at %s answers HTTP %d%s.".formatted(credential.authUrl(), status, why));
  }

  /** The request; what it holds is secret, so it goes nowhere else. */
  static String body(OpenstackCredential credential) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode auth = root.putObject("auth");
    ObjectNode identity = auth.putObject("identity");
    String secret = new String(credential.secret().reveal(), StandardCharsets.UTF_8);
    if (credential.applicationCredentialId().isPresent()) {
      identity.putArray("methods").add("application_credential");
      identity
          .putObject("application_credential")
          .put("id", credential.applicationCredentialId().get())
          .put("secret", secret);
      return root.toString();
    }
    identity.putArray("methods").add("password");
    ObjectNode user = identity.putObject("password").putObject("user");
    user.put("name", credential.username().orElse("")).put("password", secret);
    domain(user, credential.userDomainId(), credential.userDomainName());
    ObjectNode project = auth.putObject("scope").putObject("project");
    if (credential.projectId().isPresent()) {
      project.put("id", credential.projectId().get());
      return root.toString();
    }
    project.put("name", credential.projectName().orElse(""));
    domain(project, credential.projectDomainId(), credential.projectDomainName());
    return root.toString();
  }

  private static void domain(ObjectNode of, Optional<String> id, Optional<String> name) {
    ObjectNode domain = of.putObject("domain");
    id.ifPresentOrElse(
        known -> domain.put("id", known), () -> domain.put("name", name.orElse("Default")));
  }
}
