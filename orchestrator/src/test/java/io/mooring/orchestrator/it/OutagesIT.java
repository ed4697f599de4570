package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.mooring.contracts.Command;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.Infrastructure;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.infrastructure.Server;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Broker, database and orchestrators go and come back; no saga loses anything. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class OutagesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final String OF_TOPICS = "checks.find { it.name == 'Mooring topics' }.";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final ObjectMapper json = new ObjectMapper();

  @Test
  @Tag("fault")
  void twoOrchestratorsShareTheWorkAlsoWhenTheBrokerComesLateAndOneDies() {
    // given: no broker, and a second orchestrator that starts without one
    Server broker = Infrastructure.shared().broker();
    broker.stop();
    boolean away = true;
    String name = Api.newName();
    OrchestratorProcess second = new OrchestratorProcess();
    try (second) {
      await().atMost(PATIENCE).until(second::isAlive);
      assertThat(second.isReady()).isFalse();
      String early = Api.start(name);

      // when
      broker.start();
      away = false;
      await().atMost(PATIENCE).until(second::isReady);
      try (FakeParticipant participants = participants(name, command -> Answer.SUCCEEDED)) {

        // then: what was decided meanwhile is sent, once
        awaitSuccess(early);
        assertThat(participants.commands(name)).hasSize(Api.saga(early).getInt("total"));
        assertThat(published(early)).isEqualTo(told(early));
      }

      // and when: one dies in the middle of a saga
      AtomicInteger commands = new AtomicInteger();
      try (FakeParticipant participants =
          participants(
              name,
              command -> {
                boolean old = command.dispatch().saga().toString().equals(early);
                if (!old && commands.incrementAndGet() == 10) {
                  second.close();
                }
                return old ? Answer.SILENT : Answer.SUCCEEDED;
              })) {
        String late = Api.startSaga(name).then().statusCode(202).extract().path("id");

        // then
        awaitSuccess(late);
        assertThat(Api.steps(late).getList("items.attempt", Integer.class)).containsOnly(1);
      }
    } finally {
      if (away) {
        broker.start();
      }
    }
  }

  @Test
  @Tag("fault")
  void aSagaGoesOnAfterTheDatabaseWasRestarted() {
    // given
    String name = Api.newName();
    CountDownLatch inTheMiddle = new CountDownLatch(10);
    try (FakeParticipant participants =
        participants(
            name,
            command -> {
              inTheMiddle.countDown();
              return Answer.SUCCEEDED;
            })) {
      String saga = Api.start(name);
      await().atMost(PATIENCE).until(() -> inTheMiddle.getCount() == 0);

      // when
      Infrastructure.shared().database().kill();
      Infrastructure.shared().database().start();

      // then
      awaitSuccess(saga);
      assertThat(participants.commands(name)).isNotEmpty();
      assertThat(published(saga).stream().distinct().toList()).isEqualTo(told(saga));
      await().atMost(PATIENCE).until(() -> Api.given().get("/q/health/ready").statusCode() == 200);
    }
  }

  @Test
  @Tag("fault")
  void aBrokerThatHangsIsToldToAllWhoAskAndHoldsNobody() {
    // given
    Server broker = Infrastructure.shared().broker();
    await().atMost(PATIENCE).until(() -> ready().statusCode() == 200);

    // when
    broker.suspend();
    try {
      await().atMost(PATIENCE).until(() -> ready().statusCode() == 503);

      // then, however often it is asked
      List<CompletableFuture<Response>> asked =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(OutagesIT::ready, Thread::startVirtualThread))
              .limit(20)
              .toList();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(asked).allMatch(CompletableFuture::isDone));
      assertThat(asked)
          .extracting(it -> it.join().jsonPath().getString(OF_TOPICS + "data.broker"))
          .allSatisfy(it -> assertThat(it).startsWith("hangs: it takes connections"));
      Api.given()
          .get("/api/v1/services")
          .then()
          .statusCode(503)
          .body("code", equalTo("broker-away"))
          .body("detail", containsString("the broker hangs"));
    } finally {
      broker.resume();
    }

    // and when it goes on
    await().atMost(PATIENCE).until(() -> ready().statusCode() == 200);
    await().atMost(PATIENCE).until(() -> Api.given().get("/api/v1/services").statusCode() == 200);
  }

  private static Response ready() {
    return Api.given().get("/q/health/ready");
  }

  private FakeParticipant participants(
      String name, java.util.function.Function<Command, Answer> behaviour) {
    return FakeParticipant.of(kafka, name, behaviour);
  }

  /** While something is away, a question may stay without an answer. */
  private static void awaitSuccess(String saga) {
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreExceptions()
        .until(() -> Api.state(saga), "succeeded"::equals);
  }

  private static List<Long> told(String saga) {
    return Api.events(saga).getList("items.sequence", Long.class);
  }

  private List<Long> published(String saga) {
    Long last = told(saga).getLast();
    try (TopicReader events = new TopicReader(kafka, Topics.SAGA_EVENTS)) {
      await().atMost(PATIENCE).until(() -> sequences(events, saga).contains(last));
      return sequences(events, saga);
    }
  }

  private List<Long> sequences(TopicReader events, String saga) {
    return events.records().stream()
        .filter(record -> record.key().equals(saga))
        .map(this::sequence)
        .toList();
  }

  private long sequence(ConsumerRecord<String, byte[]> record) {
    try {
      return json.readTree(record.value()).path("sequence").asLong();
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
