package io.mooring.openstack.cinder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.mooring.contracts.Action.CreateVolumeType;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.openstack.Dispatches;
import io.mooring.openstack.ScriptedNode;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.OpenstackCredentials;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The volume type, against a cinder-api that keeps one. */
class CreateVolumeTypeStepIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private final ScriptedNode node = new ScriptedNode("controller01");

  @TempDir private Path credentials;
  private HttpServer cinder;
  private CreateVolumeTypeStep step;
  private String kept = "";
  private int removal = 202;

  @BeforeEach
  void start() throws IOException {
    cinder = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    cinder.createContext("/", this::answer);
    cinder.start();
    OpenstackCredentials known = new OpenstackCredentials(credentials.toString());
    step = new CreateVolumeTypeStep(new Authentication(known), new Apis(known));
  }

  @AfterEach
  void stop() {
    cinder.stop(0);
  }

  @Test
  void makesTheTypeOnceAndTakesItBack() throws IOException {
    // when
    StepContext context = context();
    CreateVolumeTypeStep.Found found = step.inspect(context, action());
    Plan plan = step.plan(action(), found);
    Outcome made = step.apply(context, action(), found, plan);

    // then
    assertThat(plan.changes()).extracting(Change::kind).containsExactly(Change.Kind.CREATE);
    assertThat(made).isInstanceOf(Outcome.Succeeded.class);
    JsonNode type = JSON.readTree(kept);
    assertThat(type.path("name").asText()).isEqualTo("ssd");
    assertThat(type.at("/extra_specs/volume_backend_name").asText()).isEqualTo("ceph");
    assertThat(plan().changes()).isEmpty();

    // and another saga's undo leaves it, its own takes it back
    assertThat(changes(step.undo(context(), action()))).isEmpty();
    assertThat(changes(step.undo(context, action())))
        .extracting(Change::kind)
        .containsExactly(Change.Kind.DELETE);
    assertThat(kept).isEmpty();
  }

  @Test
  void adoptsATypeThatLeadsThereAndLeavesIt() {
    // given
    kept = "{\"name\": \"ssd\", \"extra_specs\": {\"volume_backend_name\": \"ceph\"}}";

    // then
    assertThat(plan().changes()).isEmpty();
    assertThat(plan().findings()).isEmpty();
    assertThat(changes(step.undo(context(), action()))).isEmpty();
  }

  @Test
  void stopsAtATypeThatLeadsElsewhere() {
    // given
    kept = "{\"name\": \"ssd\", \"extra_specs\": {\"volume_backend_name\": \"lvm\"}}";

    // then
    assertThat(plan().stop())
        .hasValueSatisfying(
            stop -> {
              assertThat(stop.code()).isEqualTo(ErrorCode.CONFIGURATION_CONFLICT);
              assertThat(stop.message()).contains("the back end lvm", "the back end ceph");
            });
    kept = "{\"name\": \"ssd\", \"extra_specs\": {}}";
    assertThat(plan().stop())
        .hasValueSatisfying(stop -> assertThat(stop.message()).contains("leads to any back end"));
  }

  @Test
  void keepsATypeThatVolumesHave() {
    // given
    StepContext context = context();
    CreateVolumeTypeStep.Found found = step.inspect(context, action());
    step.apply(context, action(), found, step.plan(action(), found));
    removal = 400;

    // then
    assertThat(step.undo(context, action()))
        .asInstanceOf(type(Outcome.Failed.class))
        .satisfies(failed -> assertThat(failed.code()).isEqualTo(ErrorCode.IN_USE));
  }

  private Plan plan() {
    return step.plan(action(), step.inspect(context(), action()));
  }

  private static List<Change> changes(Outcome outcome) {
    return ((Outcome.Succeeded) outcome).changes();
  }

  private StepContext context() {
    return node.context(Dispatches.first("create-volume-type", node.address()));
  }

  private CreateVolumeType action() {
    return new CreateVolumeType(
        new OpenstackAccess(OpenstackAccess.Auth.NONE, Optional.empty(), Optional.of("project")),
        cinder.getAddress().getPort(),
        "ssd",
        new BackendName("ceph"),
        Optional.of(ApiAccess.usual(cinder.getAddress().getPort())));
  }

  private void answer(HttpExchange exchange) throws IOException {
    byte[] asked = exchange.getRequestBody().readAllBytes();
    switch (exchange.getRequestMethod()) {
      case "POST" -> {
        kept = JSON.readTree(asked).path("volume_type").toString();
        send(exchange, 200, "{\"volume_type\": {\"id\": \"t1\"}}");
      }
      case "DELETE" -> {
        kept = removal == 202 ? "" : kept;
        send(exchange, removal, "{\"badRequest\": {\"message\": \"is currently in use\"}}");
      }
      default -> send(exchange, 200, "{\"volume_types\": [%s]}".formatted(kept));
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
