package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class ThroughputIT {
  private static final Logger LOG = Logger.getLogger(ThroughputIT.class);
  private static final int COMPUTES = 200;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @Test
  void aThousandStepsAreDone() {
    // given
    String name = Api.newName();
    String computes =
        IntStream.rangeClosed(1, COMPUTES)
            .mapToObj(i -> "  extra-%d: {address: 10.78.0.%d, roles: [compute]}\n".formatted(i, i))
            .collect(Collectors.joining());
    try (FakeParticipant participants =
        FakeParticipant.of(kafka, name, command -> FakeParticipant.Answer.SUCCEEDED)) {
      Api.submit(Api.document(name).replace("ceph:\n", computes + "ceph:\n"))
          .then()
          .statusCode(201);

      // when
      long begin = System.nanoTime();
      String saga = Api.startSaga(name).then().statusCode(202).extract().path("id");
      long planned = System.nanoTime();
      Api.awaitState(saga, "succeeded");
      long end = System.nanoTime();

      // then
      int total = Api.saga(saga).getInt("total");
      assertThat(total).isGreaterThan(1000);
      assertThat(participants.commands(name)).hasSize(total);
      LOG.infof(
          "%d steps: stored in %d ms, done in %d ms, %.0f steps/s",
          total,
          Duration.ofNanos(planned - begin).toMillis(),
          Duration.ofNanos(end - begin).toMillis(),
          total / ((end - planned) / 1e9));
    }
  }
}
