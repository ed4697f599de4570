package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Participant;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.InfrastructureResource;
import io.mooring.orchestrator.it.FakeParticipant.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A topic that takes no record for a while, as the broker takes those of the others. */
@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class AbsentTopicIT {
  private static final String KEYRING = Topics.commands(Participant.KEYRING);
  private static final String OF_KEYRING =
      "it.participant == '%s'".formatted(Participant.KEYRING.label());
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final Duration AWAY = Duration.ofSeconds(10);

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  private final String name = Api.newName();

  @Test
  @Tag("fault")
  void aTopicThatTakesNothingForAWhileHoldsNoOtherUpAndLosesNothing() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
      // given; a participant that had it would try to commit there, for a minute
      remove(admin, KEYRING);
      try (FakeParticipant participants =
          FakeParticipant.of(kafka, name, command -> Answer.SUCCEEDED)) {

        // when
        String saga = Api.start(name);
        try {
          // then the others go on meanwhile, but behind it on a node, and it is told who refuses
          await()
              .atMost(PATIENCE)
              .untilAsserted(
                  () -> {
                    assertThat(looksWhereNobodyWaits(saga))
                        .hasSizeGreaterThan(3)
                        .containsOnly("succeeded");
                    assertThat(looksOfOthers(saga)).doesNotContain("running");
                  });
          await()
              .atMost(PATIENCE)
              .until(() -> Api.given().get("/q/health/ready").asString().contains(KEYRING));
          await()
              .during(AWAY)
              .atMost(PATIENCE)
              .until(
                  () ->
                      looks(saga, OF_KEYRING).contains("running")
                          && !looks(saga, OF_KEYRING).contains("succeeded"));
        } finally {
          make(admin, KEYRING);
        }

        // and when it takes records again, nothing was lost or sent anew
        await().atMost(PATIENCE).until(() -> Api.state(saga).equals("succeeded"));
        assertThat(Api.steps(saga).getList("items.attempt", Integer.class)).containsOnly(1);
      }
    }
  }

  @Test
  @Tag("fault")
  void thePublicStreamMissesNothingOfAWhileInWhichItsTopicTookNothing() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka));
        FakeParticipant participants =
            FakeParticipant.of(kafka, name, command -> Answer.SUCCEEDED)) {
      // given
      remove(admin, Topics.SAGA_EVENTS);

      // when
      String saga = Api.start(name);
      try {
        // then no saga waits for it
        Api.awaitState(saga, "succeeded");
      } finally {
        make(admin, Topics.SAGA_EVENTS);
      }

      // and then
      Set<String> history = new HashSet<>(Api.events(saga).getList("items.type", String.class));
      try (TopicReader stream = new TopicReader(kafka, Topics.SAGA_EVENTS)) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(() -> assertThat(types(stream, saga)).containsAll(history));
      }
    }
  }

  private static Set<String> types(TopicReader stream, String saga) {
    Set<String> types = new HashSet<>();
    stream.records().stream()
        .filter(record -> saga.equals(record.key()))
        .map(record -> TopicReader.header(record, "ce_type"))
        .forEach(type -> types.add(type.replaceAll("^io\\.mooring\\.saga\\.|\\.v1$", "")));
    return types;
  }

  private static List<String> looks(String saga, String which) {
    return Api.steps(saga)
        .getList("items.findAll { it.mode == 'plan' && %s }.state".formatted(which));
  }

  private static List<String> looksOfOthers(String saga) {
    return looks(saga, "!(%s)".formatted(OF_KEYRING));
  }

  /** The looks on nodes on which keyring-service has nothing to look at. */
  private static List<String> looksWhereNobodyWaits(String saga) {
    List<String> nodes = Api.steps(saga).getList("items.findAll { %s }.node".formatted(OF_KEYRING));
    String elsewhere = "!['" + String.join("', '", Set.copyOf(nodes)) + "'].contains(it.node)";
    return looks(saga, elsewhere);
  }

  private static void remove(Admin admin, String topic) throws Exception {
    admin.deleteTopics(List.of(topic)).all().get();
    await().atMost(PATIENCE).until(() -> !admin.listTopics().names().get().contains(topic));
  }

  private static void make(Admin admin, String topic) throws Exception {
    int partitions =
        Topics.all().stream()
            .filter(known -> known.name().equals(topic))
            .findFirst()
            .orElseThrow()
            .partitions();
    admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
  }
}
