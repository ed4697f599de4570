package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.TestBackup;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.contracts.PoolName;
import io.mooring.node.Secret;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.api.ApiPlace;
import io.mooring.openstack.api.Backups;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The backup test against a cinder-api that remembers what it was asked to make and to remove. */
class BackupTrialIT {
  private static final String BASE = "/v3/project";
  private final ScriptedNode node = new ScriptedNode("controller01");
  private final List<String> changes = Collections.synchronizedList(new ArrayList<>());
  private final List<String> gone = Collections.synchronizedList(new ArrayList<>());
  private final List<String> outcomes = new ArrayList<>();
  private HttpServer cinder;

  @BeforeEach
  void start() throws IOException {
    cinder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cinder.createContext(BASE, this::answer);
    cinder.start();
  }

  @AfterEach
  void stop() {
    cinder.stop(0);
  }

  @Test
  void findsTheBackupInThePoolAndLeavesNothing() {
    // given
    outcomes.add("available");
    node.says("list pool openstack-backups", "volume-v1.backup.b1\n");

    // when
    Optional<String> problem = run();

    // then
    assertThat(problem).isEmpty();
    assertThat(changes)
        .containsExactly(
            "POST /types",
            "POST /volumes",
            "POST /backups",
            "DELETE /backups/b1",
            "DELETE /volumes/v1",
            "DELETE /types/t1");
  }

  @Test
  void triesAgainWhileTheSchedulerDoesNotKnowTheRestartedService() {
    // given
    outcomes.add("Service not found for creating backup.");
    outcomes.add("available");
    node.says("list pool openstack-backups", "volume-v1.backup.b2\n");

    // when
    Optional<String> problem = run();

    // then
    assertThat(problem).isEmpty();
    assertThat(changes)
        .containsSubsequence(
            "POST /backups", "DELETE /backups/b1", "POST /backups", "DELETE /backups/b2");
  }

  @Test
  void tellsWhatCinderSaysOfABackupThatFailed() {
    // given
    outcomes.add("RADOS permission denied");

    // when
    Optional<String> problem = run();

    // then
    assertThat(problem).contains("the backup is error: RADOS permission denied");
    assertThat(changes).contains("DELETE /backups/b1", "DELETE /volumes/v1", "DELETE /types/t1");
  }

  @Test
  void aBackupThatWentElsewhereIsNoProof() {
    // given
    outcomes.add("available");
    node.says("list pool openstack-backups", "volume-other.backup.b1\n");

    // then
    assertThat(run()).contains("nothing in pool openstack-backups is called volume-v1.backup.…");
  }

  private Optional<String> run() {
    Identity somebody = Identity.of(Secret.of("token"), "project");
    ApiPlace place = ApiPlace.plain("127.0.0.1", cinder.getAddress().getPort());
    Clock clock = Clock.systemUTC();
    Patience patience = new Patience(clock, clock.instant().plusSeconds(60));
    try (Endpoint endpoint = Endpoint.open(node, place, somebody)) {
      return new BackupTrial(
              node.context(Dispatches.first("test-backup", node.address())),
              action(),
              new Volumes(endpoint),
              new Backups(endpoint),
              patience,
              patience)
          .run();
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath().substring(BASE.length());
    String method = exchange.getRequestMethod();
    if (!method.equals("GET")) {
      changes.add(method + " " + path);
    }
    switch (method) {
      case "POST" -> send(exchange, 202, made(path));
      case "DELETE" -> {
        gone.add(path);
        send(exchange, 202, "");
      }
      default -> send(exchange, gone.contains(path) ? 404 : 200, state(path));
    }
  }

  private String made(String path) {
    return switch (path) {
      case "/types" -> "{\"volume_type\": {\"id\": \"t1\"}}";
      case "/volumes" -> "{\"volume\": {\"id\": \"v1\"}}";
      default -> "{\"backup\": {\"id\": \"b%d\"}}".formatted(backups());
    };
  }

  private long backups() {
    return changes.stream().filter("POST /backups"::equals).count();
  }

  private String state(String path) {
    if (path.startsWith("/backups/b")) {
      String outcome = outcomes.get(Integer.parseInt(path.substring("/backups/b".length())) - 1);
      return outcome.equals("available")
          ? "{\"backup\": {\"status\": \"available\"}}"
          : "{\"backup\": {\"status\": \"error\", \"fail_reason\": \"%s\"}}".formatted(outcome);
    }
    return "{\"volume\": {\"status\": \"available\"}, \"backups\": [], \"volumes\": []}";
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static TestBackup action() {
    return new TestBackup(
        new OpenstackAccess(OpenstackAccess.Auth.NONE, Optional.empty(), Optional.of("project")),
        Optional.empty(),
        8776,
        new BackendName("ceph"),
        new PoolName("openstack-backups"),
        new ClientName("cinder-backup"),
        new AccountName("cinder"),
        new ClusterName("ceph"),
        Optional.empty());
  }
}
