package io.mooring.orchestrator.messaging;

import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.utils.Utils;

/**
 * Whether the broker answers, asked with a limit. There is one question at a time, whose answer all
 * get who ask meanwhile: a broker that hangs holds nobody for longer than the limit, and no pile of
 * threads waits for it.
 */
@ApplicationScoped
class BrokerProbe {
  /** How long the broker may say nothing. */
  static final Duration LIMIT = Duration.ofSeconds(3);

  private static final Duration CONNECT = Duration.ofSeconds(1);
  private static final Duration GOOD_FOR = Duration.ofSeconds(2);

  private final Map<String, Object> config;
  private Admin admin;
  private CompletableFuture<Known> asked = CompletableFuture.completedFuture(Known.NOTHING);

  BrokerProbe(@Identifier("default-kafka-broker") Map<String, Object> kafka) {
    config = new HashMap<>(kafka);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, "mooring-orchestrator-probe");
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) LIMIT.toMillis());
  }

  /** How the broker is. */
  sealed interface Broker {
    /** It answers. */
    record Answers() implements Broker {}

    /**
     * It does not.
     *
     * @param why in words that go on after {@code the broker}
     */
    record Away(String why) implements Broker {}
  }

  private record Known(Broker broker, long until) {
    static final Known NOTHING = new Known(new Broker.Away("was not asked yet"), Long.MIN_VALUE);

    boolean isOld() {
      return this == NOTHING || System.nanoTime() - until > 0;
    }
  }

  /** How it is now; at most a few seconds old. Returns within the limit and a little more. */
  Broker ask() {
    try {
      return question()
          .get(LIMIT.plus(CONNECT).plus(CONNECT).toMillis(), TimeUnit.MILLISECONDS)
          .broker();
    } catch (ExecutionException | java.util.concurrent.TimeoutException late) {
      return silent();
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return silent();
    }
  }

  private synchronized CompletableFuture<Known> question() {
    if (asked.isCompletedExceptionally() || (asked.isDone() && asked.join().isOld())) {
      asked =
          CompletableFuture.supplyAsync(
              () -> new Known(look(), System.nanoTime() + GOOD_FOR.toNanos()),
              task -> Thread.ofVirtual().name("mooring-broker-probe").start(task));
    }
    return asked;
  }

  private Broker look() {
    try {
      admin().describeCluster().clusterId().get();
      return new Broker.Answers();
    } catch (ExecutionException refused) {
      // A time-out, or a connection that broke: the client can't tell a broker that hangs.
      return refused.getCause() instanceof RetriableException
          ? connection()
          : new Broker.Away("refuses: " + refused.getCause().getMessage());
    } catch (KafkaException unusable) {
      return new Broker.Away("can't be asked: " + reason(unusable));
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      return silent();
    }
  }

  private synchronized Admin admin() {
    if (admin == null) {
      admin = Admin.create(config);
    }
    return admin;
  }

  /** The first of the brokers that are given stands for all of them: none has answered. */
  private Broker connection() {
    String address =
        String.valueOf(config.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG))
            .split(",")[0]
            .strip();
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(Utils.getHost(address), Utils.getPort(address)),
          (int) CONNECT.toMillis());
      return silent();
    } catch (SocketTimeoutException late) {
      return new Broker.Away(
          "hangs, or its machine is off: "
              + address
              + " takes no connection within "
              + CONNECT.toSeconds()
              + " s");
    } catch (IOException absent) {
      return new Broker.Away("is not there: nobody listens at " + address);
    }
  }

  private static Broker silent() {
    return new Broker.Away(
        "hangs: it takes connections, and gives no answer within " + LIMIT.toSeconds() + " s");
  }

  private static String reason(Throwable unusable) {
    return unusable.getCause() == null ? unusable.getMessage() : unusable.getCause().getMessage();
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
