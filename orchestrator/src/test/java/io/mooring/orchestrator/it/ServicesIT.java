package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.contracts.Participant;
import io.mooring.contracts.Topics;
import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class ServicesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String CHECKS = "items.find { it.name == 'openstack-config' }.";

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void whoeverReadsIsAReplicaAndWhatNobodyReadIsTheBacklog() {
    // given steps that nobody begins
    int before = services().getInt(CHECKS + "sent");
    Api.start(Api.newName());

    // when, then
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              JsonPath services = services();
              assertThat(services.getList("items.name"))
                  .containsExactly(
                      "ceph", "keyring", "libvirt", "openstack-config", "orchestrator");
              assertThat(services.getInt(CHECKS + "backlog")).isPositive();
              assertThat(services.getInt(CHECKS + "longest"))
                  .isPositive()
                  .isLessThanOrEqualTo(services.getInt(CHECKS + "backlog"));
              assertThat(services.getInt(CHECKS + "sent")).isEqualTo(before + 6);
              assertThat(services.getInt(CHECKS + "waiting")).isPositive();
              assertThat(services.getInt(CHECKS + "partitions")).isEqualTo(12);
            });

    // and when somebody reads
    try (KafkaConsumer<String, byte[]> consumer = reader()) {
      consumer.subscribe(List.of(Topics.commands(Participant.OPENSTACK_CONFIG)));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                consumer.poll(Duration.ofMillis(200));
                JsonPath services = services();
                assertThat(services.getList(CHECKS + "replicas.partitions")).isEqualTo(List.of(12));
                assertThat(services.getString(CHECKS + "replicas[0].host")).contains("127.0.0.1");
              });
    }
  }

  private static JsonPath services() {
    return Api.given().get("/api/v1/services").then().statusCode(200).extract().jsonPath();
  }

  /** One that reads as the service would, but acknowledges nothing. */
  private KafkaConsumer<String, byte[]> reader() {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka,
            "group.id",
            "mooring-openstack-config",
            "auto.offset.reset",
            "latest",
            "enable.auto.commit",
            false),
        new StringDeserializer(),
        new ByteArrayDeserializer());
  }
}
