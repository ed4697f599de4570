package io.mooring.openstack.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import io.mooring.contracts.CredentialName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.node.NodeFailure;
import io.mooring.openstack.OwnAuthority;
import io.mooring.openstack.ScriptedNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against answers as Keystone documents them; a real Keystone is not in the lab yet. */
class KeystoneIT {
  private static final String PASSWORD = "correct horse battery";
  private static final ObjectMapper JSON = new ObjectMapper();
  private final AtomicReference<JsonNode> asked = new AtomicReference<>();
  private final AtomicReference<String> requestLine = new AtomicReference<>();
  private HttpServer keystone;
  private String scheme = "http";
  private int status = 201;
  @TempDir Path credentials;

  @BeforeEach
  void start() throws IOException {
    keystone = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    keystone.createContext("/identity/v3/auth/tokens", this::answer);
    keystone.start();
  }

  @AfterEach
  void stop() {
    keystone.stop(0);
  }

  @Test
  void shouldGetATokenForAPassword() throws IOException {
    // Given
    write(
        """
        username: admin
        password: %s
        project_name: service
        user_domain_name: Default
        """
            .formatted(PASSWORD));

    // When
    Identity identity = identify();

    // Then
    assertThat(identity.token().revealText()).isEqualTo("a-token");
    assertThat(identity.project()).isEqualTo("a6944d763bf64ee6a275f1263fae0352");
    assertThat(identity.roles()).containsExactly("admin", "member");
    assertThat(asked.get().at("/auth/identity/methods/0").asText()).isEqualTo("password");
    assertThat(asked.get().at("/auth/identity/password/user/password").asText())
        .isEqualTo(PASSWORD);
    assertThat(asked.get().at("/auth/scope/project/name").asText()).isEqualTo("service");
  }

  @Test
  void shouldGetATokenForAnApplicationCredential() throws IOException {
    // Given
    write("application_credential_id: 423f19a4\napplication_credential_secret: sesame\n");

    // When
    Identity identity = identify();

    // Then
    assertThat(identity.token().revealText()).isEqualTo("a-token");
    assertThat(asked.get().at("/auth/identity/application_credential/id").asText())
        .isEqualTo("423f19a4");
    assertThat(asked.get().at("/auth/scope").isMissingNode()).isTrue();
  }

  @Test
  void shouldAskWithAPathAlone() throws IOException {
    // Given
    write("username: admin\npassword: " + PASSWORD + "\n");

    // When
    identify();

    // Then uWSGI would answer 404 to anything else
    assertThat(requestLine.get()).isEqualTo("/identity/v3/auth/tokens");
  }

  @Test
  void firstHourFailure5ThePrivateAuthorityThatTheCredentialNamesIsTrusted() throws Exception {
    // Given
    withTls();
    write("cacert: ca.crt\nusername: admin\npassword: " + PASSWORD + "\n");

    // When, Then
    assertThat(identify().token().revealText()).isEqualTo("a-token");
  }

  @Test
  void shouldNotTrustAnAuthorityThatNobodyNamed() throws Exception {
    // Given
    withTls();
    write("username: admin\npassword: " + PASSWORD + "\n");

    // When, Then
    assertThatThrownBy(this::identify)
        .isInstanceOfSatisfying(
            NodeFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.CERTIFICATE_UNTRUSTED);
              assertThat(failure.getMessage()).contains("is not trusted", "cacert");
              assertThat(asked.get()).isNull();
            });
  }

  @Test
  void shouldSayThatTheFileOfTheAuthorityIsMissing() throws IOException {
    // Given
    write("cacert: nowhere.crt\nusername: admin\npassword: " + PASSWORD + "\n");

    // When, Then
    assertThatThrownBy(this::identify)
        .isInstanceOfSatisfying(
            NodeFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.CREDENTIAL_MISSING);
              assertThat(failure.getMessage()).contains("nowhere.crt", "cacert");
            });
  }

  @Test
  void shouldSayThatKeystoneRefusesWithoutTheSecret() throws IOException {
    // Given
    status = 401;
    write("username: admin\npassword: " + PASSWORD + "\n");

    // When, Then
    assertThatThrownBy(this::identify)
        .isInstanceOfSatisfying(
            NodeFailure.class,
            failure -> {
              assertThat(failure.code()).isEqualTo(ErrorCode.OPENSTACK_REFUSED);
              assertThat(failure.getMessage()).contains("401").doesNotContain(PASSWORD);
            });
  }

  @Test
  void shouldSayWhichCredentialIsMissing() {
    assertThatThrownBy(this::identify)
        .isInstanceOfSatisfying(
            NodeFailure.class,
            failure -> assertThat(failure.code()).isEqualTo(ErrorCode.CREDENTIAL_MISSING));
  }

  private Identity identify() {
    Authentication authentication =
        new Authentication(new OpenstackCredentials(credentials.toString()));
    OpenstackAccess access =
        new OpenstackAccess(
            OpenstackAccess.Auth.KEYSTONE,
            Optional.of(new CredentialName("cloud")),
            Optional.empty());
    return authentication.identify(new ScriptedNode("loopback"), access);
  }

  private void write(String rest) throws IOException {
    String address =
        "%s://127.0.0.1:%d/identity/v3/".formatted(scheme, keystone.getAddress().getPort());
    Files.writeString(credentials.resolve("cloud.yaml"), "auth_url: " + address + "\n" + rest);
  }

  /** The same server with a certificate that only {@code ca.crt} vouches for. */
  private void withTls() throws Exception {
    keystone.stop(0);
    HttpsServer server = OwnAuthority.server(credentials, "ip:127.0.0.1");
    server.createContext("/identity/v3/auth/tokens", this::answer);
    server.start();
    keystone = server;
    scheme = "https";
  }

  private void answer(HttpExchange exchange) throws IOException {
    requestLine.set(exchange.getRequestURI().toString());
    asked.set(JSON.readTree(exchange.getRequestBody()));
    byte[] body =
        """
        {"token": {"project": {"id": "a6944d763bf64ee6a275f1263fae0352"},
         "roles": [{"id": "51cc68287d524c759f47c811e6463340", "name": "admin"},
                   {"id": "b604151b5f5a4b0a8a0f3f8a1a1a2f1b", "name": "member"}]}}
        """
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("X-Subject-Token", "a-token");
    exchange.sendResponseHeaders(status, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }
}
