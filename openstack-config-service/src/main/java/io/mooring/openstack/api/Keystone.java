package io.mooring.openstack.api;

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
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/**
 * Keystone v3: a token for a password or an application credential (Identity API v3, "Password
 * authentication with scoped authorization" and "Authenticating with an Application Credential").
 */
final class Keystone {
  private static final ObjectMapper JSON = new ObjectMapper();

  private Keystone() {}

  static Identity token(
      NodeSession node, OpenstackCredential credential, Optional<SSLContext> trust) {
    try (ConnectProxy proxy = ConnectProxy.through(node)) {
      HttpClient.Builder builder =
          HttpClient.newBuilder()
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
      return identity(client.send(request, BodyHandlers.ofByteArray()), credential);
    } catch (SSLHandshakeException untrusted) {
      throw new NodeFailure(
          ErrorCode.OPENSTACK_REFUSED,
          ("The certificate of Keystone at %s is not trusted: %s. Where a CA of its own has issued"
                  + " it, the credential names that CA's file as cacert.")
              .formatted(credential.authUrl(), untrusted.getMessage()));
    } catch (IOException silent) {
      throw new NodeFailure(
          ErrorCode.OPENSTACK_REFUSED,
          "Keystone at %s gave no answer: %s".formatted(credential.authUrl(), silent.getMessage()));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NodeFailure(ErrorCode.OPENSTACK_REFUSED, "Asking Keystone was interrupted.");
    }
  }

  private static Identity identity(HttpResponse<byte[]> response, OpenstackCredential credential)
      throws IOException {
    String token = response.headers().firstValue("X-Subject-Token").orElse("");
    if (response.statusCode() != 201 || token.isEmpty()) {
      throw new NodeFailure(
          ErrorCode.OPENSTACK_REFUSED,
          "Keystone at %s answered HTTP %d."
              .formatted(credential.authUrl(), response.statusCode()));
    }
    String project = JSON.readTree(response.body()).at("/token/project/id").asText();
    return new Identity(Secret.of(token), project);
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
    user.putObject("domain").put("name", credential.userDomainName().orElse("Default"));
    ObjectNode project = auth.putObject("scope").putObject("project");
    project.put("name", credential.projectName().orElse(""));
    project.putObject("domain").put("name", credential.projectDomainName().orElse("Default"));
    return root.toString();
  }
}
