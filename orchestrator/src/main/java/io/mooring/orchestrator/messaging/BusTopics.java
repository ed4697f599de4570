package io.mooring.orchestrator.messaging;

import io.mooring.contracts.Topics;
import io.mooring.orchestrator.service.Bell;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Creates the topics that are missing, as soon as the broker answers. */
@ApplicationScoped
class BusTopics {
  /** Before the channels of Quarkus Messaging, which start at 1000. */
  static final int FIRST = 1;

  private static final Logger LOG = Logger.getLogger(BusTopics.class);
  private static final Duration ANSWER = Duration.ofSeconds(10);
  private static final Duration REST = Duration.ofDays(1);

  private final Map<String, Object> kafka;
  private final short replicas;
  private final BackgroundLoops loops;
  private volatile boolean there;
  private BackgroundLoop loop;

  BusTopics(
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      @ConfigProperty(name = "mooring.orchestrator.topics.replicas") short replicas,
      BackgroundLoops loops) {
    this.kafka = kafka;
    this.replicas = replicas;
    this.loops = loops;
  }

  void start(@Observes @Priority(FIRST) StartupEvent started) {
    loop = loops.start("mooring-topics", new Bell(), REST, this::create);
  }

  void stop(@Observes ShutdownEvent stopped) {
    loop.stop();
  }

  /** Whether all of them were there once. */
  boolean areThere() {
    return there;
  }

  private void create() {
    if (there) {
      return;
    }
    Map<String, Object> config = new HashMap<>(kafka);
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    try (Admin admin = Admin.create(config)) {
      Set<String> known = admin.listTopics().names().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      List<NewTopic> missing =
          Topics.all().stream()
              .filter(topic -> !known.contains(topic.name()))
              .map(this::newTopic)
              .toList();
      admin.createTopics(missing).all().get(ANSWER.toSeconds(), TimeUnit.SECONDS);
      missing.forEach(topic -> LOG.infof("Topic %s created", topic.name()));
    } catch (ExecutionException refused) {
      if (!(refused.getCause() instanceof TopicExistsException)) {
        throw unavailable(refused.getCause());
      }
      LOG.debug("Another orchestrator created the topics at the same time");
    } catch (TimeoutException late) {
      throw unavailable(late);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw unavailable(end);
    }
    there = true;
  }

  private NewTopic newTopic(Topics.Topic topic) {
    Optional<Short> factor = replicas > 0 ? Optional.of(replicas) : Optional.empty();
    return new NewTopic(topic.name(), Optional.of(topic.partitions()), factor);
  }

  private static IllegalStateException unavailable(Throwable cause) {
    return new IllegalStateException(
        "the topics can't be created yet: the Kafka broker of kafka.bootstrap.servers does not"
            + " answer or refuses; start it or correct the address",
        cause);
  }
}
