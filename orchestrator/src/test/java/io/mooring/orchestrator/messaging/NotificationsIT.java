package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.Api;
import io.mooring.orchestrator.it.FakeParticipant;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.mooring.orchestrator.it.OrchestratorProcess;
import io.mooring.orchestrator.it.PagerSettings;
import io.mooring.orchestrator.it.WebhookReceiver;
import io.mooring.orchestrator.it.WebhookReceiver.Call;
import io.mooring.orchestrator.service.SagaWriter;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Another program is told of what happens, by real requests. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
@QuarkusTestResource(value = PagerSettings.class, restrictToAnnotatedClass = true)
class NotificationsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String INCIDENT = "io.mooring.saga.saga-incident.v1";
  private static final String SUCCESS = "io.mooring.saga.saga-succeeded.v1";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject SagaWriter writer;
  @Inject WriterLoop loop;

  private final String name = Api.newName();
  private URI url;
  private Path secret;
  private WebhookReceiver receiver;

  @BeforeEach
  void listen() throws Exception {
    // Not injected: Quarkus would ask for them in every other test of this module too.
    url = ConfigProvider.getConfig().getValue(PagerSettings.URL, URI.class);
    secret = ConfigProvider.getConfig().getValue(PagerSettings.SECRET_FILE, Path.class);
    receiver = new WebhookReceiver(url.getPort());
  }

  @AfterEach
  void close() {
    receiver.close();
  }

  @Test
  void tellsOnceOfWhatHappenedThoughTheReceiverIsUnwellAtFirst() throws Exception {
    // given a receiver that is well from the third request on, and a step that fails once
    AtomicInteger requests = new AtomicInteger();
    receiver.accept(call -> !call.integration().equals(name) || requests.incrementAndGet() > 2);
    AtomicInteger answers = new AtomicInteger();
    try (FakeParticipant participants =
        FakeParticipant.of(
            kafka,
            name,
            command -> answers.incrementAndGet() == 1 ? Answer.FAILED : Answer.SUCCEEDED)) {

      // when
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");
      await().atMost(PATIENCE).until(() -> !receiver.taken(name).isEmpty());
      Api.retry(saga, "all").then().statusCode(202);
      Api.awaitState(saga, "succeeded");
      await().atMost(PATIENCE).until(() -> receiver.taken(name).size() > 1);

      // then
      List<Call> calls = receiver.calls(name);
      assertThat(calls)
          .extracting(Call::type)
          .containsExactly(INCIDENT, INCIDENT, INCIDENT, SUCCESS);
      assertThat(calls.subList(0, 3)).extracting(Call::id).containsOnly(calls.getFirst().id());
      assertThat(receiver.taken(name)).hasSize(2);
      for (Call call : calls) {
        assertThat(call.path()).isEqualTo("/hook");
        assertThat(call.header("content-type")).startsWith("application/cloudevents+json");
        assertThat(call.header("webhook-signature")).isEqualTo(signature(call));
        assertThat(Instant.ofEpochSecond(Long.parseLong(call.header("webhook-timestamp"))))
            .isBetween(Instant.now().minusSeconds(300), Instant.now().plusSeconds(5));
      }
      JsonPath event = JsonPath.from(calls.getFirst().body());
      assertThat(event.getString("specversion")).isEqualTo("1.0");
      assertThat(event.getString("id")).isEqualTo(calls.getFirst().id());
      assertThat(event.getString("data.saga")).isEqualTo(saga);
      assertThat(event.getString("data.summary")).contains("a person");
    }
  }

  @Test
  void tellsEachChatInItsOwnFormAndTheRoomUnderOneIdentityHoweverOften() {
    // given a step that fails, and a room that does not answer well at first
    AtomicInteger room = new AtomicInteger();
    receiver.accept(
        call ->
            !(call.path().startsWith(PagerSettings.MATRIX) && says(call, "body"))
                || room.incrementAndGet() > 1);
    try (FakeParticipant participants = FakeParticipant.of(kafka, name, command -> Answer.FAILED)) {

      // when
      String saga = Api.start(name);
      Api.awaitState(saga, "incident");
      await().atMost(PATIENCE).until(() -> at(PagerSettings.MATRIX, "body").size() > 1);
      await().atMost(PATIENCE).until(() -> !at(PagerSettings.SLACK, "text").isEmpty());
      await().atMost(PATIENCE).until(() -> !at(PagerSettings.MATTERMOST, "text").isEmpty());
      await().atMost(PATIENCE).until(() -> !receiver.taken(name).isEmpty());

      // then
      Call event = receiver.taken(name).getFirst();
      assertThat(event.header("webhook-signature")).isEqualTo(signature(event));
      String summary = JsonPath.from(event.body()).getString("data.summary");
      String what = name + ": a saga needs a person";
      String next = "What to do: mooring status " + name;

      Call slack = only(PagerSettings.SLACK);
      assertThat(JsonPath.from(slack.body()).getMap(""))
          .isEqualTo(Map.of("text", "*" + what + "*\n" + summary + "\n" + next));
      Call mattermost = only(PagerSettings.MATTERMOST);
      assertThat(JsonPath.from(mattermost.body()).getMap(""))
          .isEqualTo(Map.of("text", "**" + what + "**\n" + summary + "\n" + next));
      for (Call chat : List.of(slack, mattermost)) {
        assertThat(chat.method()).isEqualTo("POST");
        assertThat(chat.header("content-type")).isEqualTo("application/json");
        assertThat(chat.headers()).doesNotContainKeys("webhook-signature", "authorization");
      }
      assertThat(at(PagerSettings.MATRIX, "body"))
          .hasSize(2)
          .allSatisfy(
              call -> {
                assertThat(call.method()).isEqualTo("PUT");
                assertThat(call.path()).isEqualTo(PagerSettings.MATRIX + "/" + event.id());
                assertThat(call.header("authorization"))
                    .isEqualTo("Bearer " + PagerSettings.MATRIX_TOKEN);
                assertThat(JsonPath.from(call.body()).getMap(""))
                    .isEqualTo(
                        Map.of("msgtype", "m.notice", "body", what + "\n" + summary + "\n" + next));
              });
    }
  }

  @Test
  @Tag("fault")
  void losesNothingWhenTheWriterIsKilledBeforeTheReceiverTookIt() throws Exception {
    // given a writer elsewhere, and a receiver that takes nothing
    receiver.accept(call -> !call.integration().equals(name));
    try (OrchestratorProcess other = writerElsewhere();
        FakeParticipant participants =
            FakeParticipant.of(kafka, name, command -> Answer.SUCCEEDED)) {
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");
      await().atMost(PATIENCE).until(() -> !receiver.calls(name).isEmpty());
      String id = receiver.calls(name).getFirst().id();

      // when
      other.close();
      receiver.accept(call -> true);
      await().atMost(PATIENCE).until(() -> !receiver.taken(name).isEmpty());
      String again = Api.startSaga(name).then().statusCode(202).extract().path("id");
      Api.awaitState(again, "succeeded");
      await().atMost(PATIENCE).until(() -> receiver.taken(name).size() > 1);

      // then
      assertThat(writer.isWriting()).isTrue();
      List<Call> taken = receiver.taken(name);
      assertThat(taken).extracting(Call::type).containsExactly(SUCCESS, SUCCESS);
      assertThat(taken.getFirst().id()).isEqualTo(id);
      assertThat(taken.getLast().id()).isNotEqualTo(id);
      String log = Files.readString(Path.of("target", "second-orchestrator.log"));
      assertThat(log).doesNotContain(PagerSettings.SECRET.substring(6));
      // Where it was too slow to keep its right, another one tried to tell the pager.
      assertThat(other.wasCutOff() || log.contains("pager could not be told")).isTrue();
    }
  }

  private boolean says(Call call, String field) {
    String text = JsonPath.from(call.body()).getString(field);
    return text != null && text.contains(name + ": ");
  }

  private List<Call> at(String path, String field) {
    return receiver.callsAt(path).stream().filter(call -> says(call, field)).toList();
  }

  private Call only(String path) {
    List<Call> calls = at(path, "text");
    assertThat(calls).hasSize(1);
    return calls.getFirst();
  }

  private OrchestratorProcess writerElsewhere() {
    OrchestratorProcess other =
        new OrchestratorProcess(
            List.of(
                "-D" + PagerSettings.URL + "=" + url,
                "-D" + PagerSettings.SECRET_FILE + "=" + secret));
    await().atMost(PATIENCE).until(other::isReady);
    loop.stop(new ShutdownEvent());
    await().atMost(PATIENCE).until(other::isWriting);
    loop.start(new StartupEvent());
    return other;
  }

  private static String signature(Call call) {
    try {
      return computed(call);
    } catch (GeneralSecurityException impossible) {
      throw new AssertionError(impossible);
    }
  }

  /** As the specification of Standard Webhooks says, and not by our own code. */
  private static String computed(Call call) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    byte[] key = Base64.getDecoder().decode(PagerSettings.SECRET.substring(6));
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    String signed = call.id() + "." + call.header("webhook-timestamp") + "." + call.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }
}
