package io.mooring.orchestrator.messaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.infrastructure.Infrastructure;
import io.mooring.infrastructure.Server;
import io.mooring.orchestrator.messaging.BrokerProbe.Broker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A broker that answers, one that hangs, one that is not there. */
class BrokerProbeIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int MANY = 20;

  private BrokerProbe probe;

  @AfterEach
  void close() {
    probe.close();
  }

  @Test
  @Tag("fault")
  void tellsABrokerThatHangsFromOneThatAnswersHoweverManyAsk() {
    // given
    Server broker = Infrastructure.shared().broker();
    probe = of(Infrastructure.shared().bootstrapServers());
    await().atMost(PATIENCE).until(() -> probe.ask() instanceof Broker.Answers);

    // when
    broker.suspend();
    try {
      await().atMost(PATIENCE).until(() -> probe.ask() instanceof Broker.Away);

      // then all who ask are told, and one question is asked for all of them
      List<CompletableFuture<Broker>> asked =
          Stream.generate(
                  () -> CompletableFuture.supplyAsync(probe::ask, Thread::startVirtualThread))
              .limit(MANY)
              .toList();
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(asked).allMatch(CompletableFuture::isDone));
      assertThat(asked)
          .extracting(CompletableFuture::join)
          .allSatisfy(it -> assertThat(it).hasToString(hangs().toString()));
    } finally {
      broker.resume();
    }

    // and when it goes on
    await().atMost(PATIENCE).until(() -> probe.ask() instanceof Broker.Answers);
  }

  @Test
  void saysThatNobodyListens() throws IOException {
    // given a port that was free a moment ago
    String address;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      address = "127.0.0.1:" + socket.getLocalPort();
    }
    probe = of(address);

    // when, then
    assertThat(probe.ask())
        .isEqualTo(new Broker.Away("is not there: nobody listens at " + address));
  }

  @Test
  void saysThatWhatListensIsNoBroker() throws IOException {
    try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      probe = of("127.0.0.1:" + mute.getLocalPort());

      assertThat(probe.ask()).isEqualTo(hangs());
    }
  }

  @Test
  void saysThatItCanNotBeAskedAtAll() {
    probe = of("not an address");

    assertThat(probe.ask())
        .isInstanceOfSatisfying(
            Broker.Away.class, away -> assertThat(away.why()).contains("can't be asked"));
  }

  private static BrokerProbe of(String servers) {
    return new BrokerProbe(Map.of("bootstrap.servers", servers));
  }

  private static Broker hangs() {
    return new Broker.Away("hangs: it takes connections, and gives no answer within 3 s");
  }
}
