package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.mooring.bus.DeadLetterHeaders;
import io.mooring.bus.MessageCodec;
import io.mooring.contracts.Command;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.messaging.DeadLetterBox;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class DeadLettersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject DeadLetterBox box;

  private final String key = "key-" + UUID.randomUUID();

  @Test
  void whatNobodyUnderstoodIsShownAndSentAgainOnce() {
    // given
    say(Topics.STEP_EVENTS, "not {a message", new RecordHeaders());
    long place = awaitLetter();

    // when
    JsonPath letter = get(place).then().statusCode(200).extract().jsonPath();

    // then
    assertThat(letter.getString("reason")).isEqualTo("NOT_A_CLOUD_EVENT");
    assertThat(letter.getString("topic")).isEqualTo(Topics.STEP_EVENTS);
    assertThat(letter.getString("raw")).isEqualTo("not {a message");
    assertThat(letter.getString("form")).isEqualTo("text");
    assertThat(letter.getList("actions.order")).containsExactly("redrive", "discard");

    // and when
    Response again = order(place, "redrive", Map.of("why", "the reader was mended"));
    Response twice = order(place, "redrive", Map.of());

    // then it comes back, since the reader was not mended
    again.then().statusCode(200).body("decision.decision", equalTo("redriven"));
    twice.then().statusCode(409).body("code", equalTo("dead-letter-decided"));
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(ofKey()).hasSize(2));
    assertThat(audit("dead-letter-redriven")).contains("the reader was mended");
  }

  /** As when the process dies after a letter was sent and before that was noted. */
  @Test
  @Tag("fault")
  void aLetterThatIsSentAgainTwiceCountsOnce() throws Exception {
    // given what a participant said of a step, which lies among the dead letters
    String name = Api.newName();
    try (FakeParticipant participants =
        FakeParticipant.of(kafka, name, command -> FakeParticipant.Answer.SILENT)) {
      String saga = Api.start(name);
      await().atMost(PATIENCE).until(() -> !participants.commands(name).isEmpty());
      Command command = participants.commands(name).getFirst();
      ProducerRecord<String, byte[]> event =
          new MessageCodec(Clock.systemUTC())
              .encode(FakeParticipant.succeeded(command))
              .on(Topics.DEAD_LETTERS, key);
      DeadLetterHeaders.add(event.headers(), "TRIED", "", Topics.STEP_EVENTS, 0, 0);
      send(event);
      long place = awaitLetter();

      // when
      box.sendAgain(box.at(place).orElseThrow());
      order(place, "redrive", Map.of()).then().statusCode(200);

      // then
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(told(saga, command))
                      .containsOnlyOnce("step-succeeded")
                      .containsOnlyOnce("event-ignored"));
      assertThat(Api.saga(saga).getInt("counts.succeeded")).isEqualTo(1);
    }
  }

  private static List<String> told(String saga, Command command) {
    return Api.events(saga)
        .getList("items.findAll { it.step == '%s' }.type".formatted(command.dispatch().step()));
  }

  @Test
  void whatIsNotWholeCanOnlyBeDiscarded() {
    // given a letter that does not say where it came from, and is no text
    say(Topics.DEAD_LETTERS, "\u0000\u0001", new RecordHeaders());
    long place = awaitLetter();
    JsonPath letter = get(place).jsonPath();
    assertThat(letter.getString("form")).isEqualTo("hex");
    assertThat(letter.getString("raw")).isEqualTo("00 01");
    assertThat(letter.getList("actions.order")).containsExactly("discard");

    // when
    Response redrive = order(place, "redrive", Map.of());
    Response discard = order(place, "discard", Map.of("why", "nobody misses it"));

    // then
    redrive.then().statusCode(409).body("code", equalTo("dead-letter-not-whole"));
    discard.then().statusCode(200).body("decision.why", equalTo("nobody misses it"));
    get(place).then().body("actions", equalTo(List.of()));
  }

  @Test
  void aTopicThatIsNotOurOwnIsNeverWrittenTo() {
    // given
    RecordHeaders headers = new RecordHeaders();
    headers.add("mooring-topic", "payments".getBytes(StandardCharsets.UTF_8));
    headers.add("mooring-partition", "0".getBytes(StandardCharsets.UTF_8));
    headers.add("mooring-offset", "0".getBytes(StandardCharsets.UTF_8));
    say(Topics.DEAD_LETTERS, "{}", headers);

    // when, then
    order(awaitLetter(), "redrive", Map.of()).then().statusCode(409);
  }

  @Test
  void lettersComePageByPageNewestFirst() {
    // given
    for (int i = 0; i < 3; i++) {
      say(Topics.DEAD_LETTERS, "letter " + i, new RecordHeaders());
    }
    await().atMost(PATIENCE).until(() -> ofKey().size() == 3);

    // when
    JsonPath first = page("?limit=2");
    JsonPath second = page("?limit=2&after=" + first.getString("next"));

    // then
    assertThat(first.getList("items.place", Long.class)).hasSize(2);
    assertThat(first.getLong("items[0].place")).isGreaterThan(first.getLong("items[1].place"));
    assertThat(second.getLong("items[0].place")).isEqualTo(first.getLong("items[1].place") - 1);
    assertThat(first.getList("items.raw")).containsOnlyNulls();
    get(1_000_000).then().statusCode(404).body("code", equalTo("no-such-dead-letter"));
  }

  private long awaitLetter() {
    await().atMost(PATIENCE).until(() -> !ofKey().isEmpty());
    return ofKey().getFirst();
  }

  private List<Long> ofKey() {
    return page("?limit=100")
        .getList("items.findAll { it.key == '" + key + "' }.place", Long.class);
  }

  private static JsonPath page(String query) {
    return Api.given()
        .get("/api/v1/dead-letters" + query)
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private static Response get(long place) {
    return Api.given().get("/api/v1/dead-letters/" + place);
  }

  private static Response order(long place, String order, Map<String, String> body) {
    return Api.given()
        .contentType("application/json")
        .body(body)
        .post("/api/v1/dead-letters/" + place + "/" + order);
  }

  private static List<String> audit(String deed) {
    return Api.given()
        .get("/api/v1/audit")
        .jsonPath()
        .getList("items.findAll { it.deed == '" + deed + "' }.why", String.class);
  }

  private void say(String topic, String text, RecordHeaders headers) {
    send(new ProducerRecord<>(topic, null, key, text.getBytes(StandardCharsets.UTF_8), headers));
  }

  private void send(ProducerRecord<String, byte[]> record) {
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka),
            new StringSerializer(),
            new ByteArraySerializer())) {
      producer.send(record);
    }
  }
}
