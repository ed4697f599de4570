package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Command;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.Infrastructure;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.Api;
import io.mooring.orchestrator.it.Database;
import io.mooring.orchestrator.it.FakeParticipant;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Database, topic or order of events are not what they were; sagas go on and undo nothing. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class LostPastIT {
  private static final Duration PATIENCE = Duration.ofSeconds(120);

  private static final String GROUP = "mooring-orchestrator";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Inject Database database;
  @Inject WriterLoop loop;

  private final String name = Api.newName();

  @Test
  @Tag("fault")
  void aDatabaseFromBeforeLeadsToNoOlderCommandAndANewSagaGoesOn() {
    // given: nodes that refuse older epochs, and a backup from the middle of a saga
    Map<NodeName, Long> highest = new ConcurrentHashMap<>();
    AtomicInteger answered = new AtomicInteger();
    try (FakeParticipant participants =
        participants(command -> fenced(command, highest, answered))) {
      UUID saga = UUID.fromString(Api.start(name));
      await().atMost(PATIENCE).until(() -> answered.get() >= 8);
      loop.stop(new ShutdownEvent());
      backUp(saga);
      loop.start(new StartupEvent());
      await().atMost(PATIENCE).until(() -> answered.get() >= 20);

      // when
      loop.stop(new ShutdownEvent());
      restore(saga);
      loop.start(new StartupEvent());

      // then: it ends, by itself or with what a person is told
      await()
          .atMost(PATIENCE)
          .until(() -> List.of("succeeded", "incident").contains(Api.state(saga.toString())));
      Map<NodeName, Long> seen = new HashMap<>(highest);
      String next = Api.startSaga(name).then().statusCode(202).extract().path("id");
      Api.awaitState(next, "succeeded");
      assertThat(participants.commands(name))
          .filteredOn(command -> command.dispatch().saga().toString().equals(next))
          .isNotEmpty()
          .allMatch(
              command -> command.dispatch().epoch() > seen.get(command.dispatch().node().name()));
    }
  }

  @Test
  @Tag("fault")
  void aTopicThatIsReadFromItsBeginningChangesNothing()
      throws ExecutionException, InterruptedException {
    afterTopicIsOther(this::beginAnew, false);
  }

  @Test
  @Tag("fault")
  void aTopicThatWasEmptiedCostsAtMostWhatWasOnIt()
      throws ExecutionException, InterruptedException {
    afterTopicIsOther(this::emptyTopic, true);
  }

  @Test
  @Tag("fault")
  void eventsThatComeTwiceAndInDisorderCountOnce() {
    // given
    try (FakeParticipant participants = participants(command -> Answer.SUCCEEDED_IN_DISORDER)) {

      // when
      String saga = Api.start(name);
      Api.awaitState(saga, "succeeded");

      // then
      assertThat(Api.steps(saga).getList("items.attempt", Integer.class)).containsOnly(1);
      assertThat(participants.commands(name)).hasSize(Api.saga(saga).getInt("total"));
      List<String> types = Api.events(saga).getList("items.type", String.class);
      assertThat(types.stream().filter("step-succeeded"::equals))
          .hasSize(Api.saga(saga).getInt("total"));
      assertThat(types).contains("event-ignored");
    }
  }

  @Test
  @Tag("fault")
  void aTimerThatIsDueWhileTheBrokerIsDeadDoesNotCountBeforeWhatWaitsOnTheBus() {
    // given: a participant that answers only when the broker is gone
    AtomicInteger answered = new AtomicInteger();
    try (FakeParticipant participants =
        participants(
            command -> {
              if (answered.incrementAndGet() == 5) {
                Infrastructure.shared().broker().kill();
                database.letTimePass(command.dispatch().saga());
              }
              return Answer.SUCCEEDED;
            })) {
      String saga = Api.start(name);
      await().atMost(PATIENCE).until(() -> answered.get() >= 5);

      // when
      Infrastructure.shared().broker().start();

      // then
      await().atMost(PATIENCE).ignoreExceptions().until(() -> Api.state(saga), "succeeded"::equals);
      assertThat(Api.steps(saga).getList("items.attempt", Integer.class)).containsOnly(1);
    }
  }

  /** What happens to the topic while nobody reads it. */
  private interface Accident {
    void happen() throws ExecutionException, InterruptedException;
  }

  private void afterTopicIsOther(Accident accident, boolean isEmpty)
      throws ExecutionException, InterruptedException {
    // given a topic without what the tests before this one put there
    deleteRecords();
    AtomicInteger answered = new AtomicInteger();
    try (FakeParticipant participants =
        participants(
            command -> {
              answered.incrementAndGet();
              return Answer.SUCCEEDED;
            })) {
      String saga = Api.start(name);
      await().atMost(PATIENCE).until(() -> answered.get() >= 10);

      // when
      loop.stop(new ShutdownEvent());
      accident.happen();
      loop.start(new StartupEvent());
      if (isEmpty) {
        // A step whose end was lost with the topic is asked again when its time is over.
        database.letTimePass(UUID.fromString(saga));
      }

      // then
      await().atMost(PATIENCE).until(() -> Api.state(saga), "succeeded"::equals);
      List<String> types = Api.events(saga).getList("items.type", String.class);
      assertThat(types.stream().filter("step-succeeded"::equals))
          .hasSize(Api.saga(saga).getInt("total"));
      if (!isEmpty) {
        assertThat(Api.steps(saga).getList("items.attempt", Integer.class)).containsOnly(1);
        assertThat(types).contains("event-ignored");
      }
    }
  }

  private void beginAnew() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Map<TopicPartition, OffsetSpec> first =
          partitions(admin).stream()
              .collect(Collectors.toMap(Function.identity(), it -> OffsetSpec.earliest()));
      Map<TopicPartition, OffsetAndMetadata> offsets =
          admin.listOffsets(first).all().get().entrySet().stream()
              .collect(
                  Collectors.toMap(
                      Map.Entry::getKey, it -> new OffsetAndMetadata(it.getValue().offset())));
      admin.alterConsumerGroupOffsets(GROUP, offsets).all().get();
    }
  }

  private void emptyTopic() throws ExecutionException, InterruptedException {
    deleteRecords();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      admin.deleteConsumerGroups(List.of(GROUP)).all().get();
    }
  }

  private void deleteRecords() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      Map<TopicPartition, RecordsToDelete> everything =
          partitions(admin).stream()
              .collect(
                  Collectors.toMap(Function.identity(), it -> RecordsToDelete.beforeOffset(-1)));
      admin.deleteRecords(everything).all().get();
    }
  }

  private static List<TopicPartition> partitions(Admin admin)
      throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(Topics.STEP_EVENTS))
        .allTopicNames()
        .get()
        .get(Topics.STEP_EVENTS)
        .partitions()
        .stream()
        .map(partition -> new TopicPartition(Topics.STEP_EVENTS, partition.partition()))
        .toList();
  }

  private static Answer fenced(
      Command command, Map<NodeName, Long> highest, AtomicInteger answered) {
    long epoch = command.dispatch().epoch();
    long seen = highest.merge(command.dispatch().node().name(), epoch, Math::max);
    answered.incrementAndGet();
    return epoch < seen ? Answer.FAILED : Answer.SUCCEEDED;
  }

  private void backUp(UUID saga) {
    for (String table : List.of("saga", "saga_step")) {
      String key = table.equals("saga") ? "id" : "saga";
      database.update("drop table if exists mooring.backup_" + table);
      database.update(
          "create table mooring.backup_%s as select * from mooring.%s where %s = '%s'"
              .formatted(table, table, key, saga));
    }
  }

  /** The saga's rows are again as they were; what was told since is forgotten. */
  private void restore(UUID saga) {
    database.update(
        """
        update mooring.saga s set version = b.version, state = b.state, intent = b.intent,
            progress = b.progress, facts = b.facts, decisions = b.decisions, ended_at = b.ended_at
          from mooring.backup_saga b where b.id = s.id and s.id = ?
        """,
        saga);
    database.update(
        """
        update mooring.saga_step s set state = b.state, detail = b.detail, attempt = b.attempt,
            tries = b.tries, started_at = b.started_at, due_at = b.due_at, marks = b.marks
          from mooring.backup_saga_step b
         where b.saga = s.saga and b.ordinal = s.ordinal and s.saga = ?
        """,
        saga);
    database.update("drop table mooring.backup_saga");
    database.update("drop table mooring.backup_saga_step");
  }

  private FakeParticipant participants(Function<Command, Answer> behaviour) {
    return FakeParticipant.of(kafka, name, behaviour);
  }
}
