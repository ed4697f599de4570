package io.mooring.orchestrator.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.infrastructure.InfrastructureResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(InfrastructureResource.class)
class EventStreamIT {
  @ConfigProperty(name = "kafka.bootstrap.servers")
  String kafka;

  @TestHTTPResource URI base;

  @Test
  void aClientThatComesBackSeesNoGapAndNoDouble() throws Exception {
    // given
    String name = Api.newName();
    try (FakeParticipant participants =
        FakeParticipant.of(kafka, name, command -> FakeParticipant.Answer.SUCCEEDED)) {
      String saga = Api.start(name);

      // when
      List<Long> seen = new ArrayList<>();
      boolean ended = false;
      while (!ended) {
        ended = readSome(saga, seen, 17);
      }

      // then
      assertThat(seen).isSorted().doesNotHaveDuplicates();
      assertThat(seen).isEqualTo(Api.events(saga).getList("items.sequence", Long.class));
      assertThat(participants.commands(name)).isNotEmpty();
    }
  }

  /** Follows for some events, then leaves; true when the stream came to its end before. */
  private boolean readSome(String saga, List<Long> seen, int most)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve("/api/v1/sagas/" + saga + "/events"))
            .timeout(Duration.ofSeconds(20))
            .header("Authorization", "Bearer " + Api.token())
            .header("Accept", "text/event-stream");
    if (!seen.isEmpty()) {
      request.header("Last-Event-ID", Long.toString(seen.getLast()));
    }
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      HttpResponse<Stream<String>> answer =
          client.send(request.build(), HttpResponse.BodyHandlers.ofLines());
      try (Stream<String> lines = answer.body()) {
        if (answer.statusCode() != 200) {
          throw new AssertionError(lines.collect(Collectors.joining("\n")));
        }
        return readSome(lines.iterator(), seen, most);
      } finally {
        client.shutdownNow();
      }
    }
  }

  private static boolean readSome(Iterator<String> lines, List<Long> seen, int most) {
    int read = 0;
    while (lines.hasNext() && read < most) {
      String line = lines.next().replace(": ", ":");
      if (line.equals("event:end")) {
        return true;
      }
      if (line.startsWith("id:")) {
        seen.add(Long.parseLong(line.substring("id:".length())));
        read++;
      }
    }
    return false;
  }
}
