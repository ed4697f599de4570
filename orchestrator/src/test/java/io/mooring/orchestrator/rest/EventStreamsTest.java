package io.mooring.orchestrator.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.orchestrator.OrchestratorSettings;
import io.mooring.orchestrator.persistence.StreamPosition;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.helpers.test.AssertSubscriber;
import jakarta.ws.rs.sse.OutboundSseEvent;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventStreamsTest {

  @Test
  void noMoreClientsFollowThanAreAllowed() {
    EventStreams streams = new EventStreams(null, null, null, settings("0"));

    assertThatThrownBy(() -> streams.ofAll(new StreamPlace(StreamPosition.BEGINNING, 0), null))
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.problem().status()).isEqualTo(429);
              assertThat(refusal.retryAfter()).isPresent();
              assertThat(refusal.problem().code()).isEqualTo("too-many-streams");
            });
  }

  @Test
  void aClientThatTakesNothingIsGivenUp() {
    // given a client that asks for no event
    AtomicReference<SlowReader> reader = new AtomicReference<>();
    AssertSubscriber<OutboundSseEvent> client =
        Multi.createFrom()
            .<OutboundSseEvent>emitter(
                emitter -> reader.set(new SlowReader(emitter, Duration.ofMillis(20))))
            .subscribe()
            .withSubscriber(AssertSubscriber.create(0));

    // when, then
    assertThatThrownBy(() -> reader.get().send(null)).isInstanceOf(SlowReader.Gone.class);
    client.assertCompleted();
  }

  private static OrchestratorSettings settings(String clients) {
    return new SmallRyeConfigBuilder()
        .withMapping(OrchestratorSettings.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValue("mooring.orchestrator.stream.clients", clients)
        .build()
        .getConfigMapping(OrchestratorSettings.class);
  }
}
