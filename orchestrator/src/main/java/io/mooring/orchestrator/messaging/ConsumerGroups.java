package io.mooring.orchestrator.messaging;

import io.mooring.contracts.Participant;
import io.mooring.contracts.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Who reads what from the bus, and how far behind they are, as the broker knows it. It is asked at
 * most every few seconds, however many people look.
 */
@ApplicationScoped
public class ConsumerGroups {
  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration GOOD_FOR = Duration.ofSeconds(3);

  /** The orchestrator that writes assigns itself its partitions, so its group has no members. */
  private static final Reader ORCHESTRATOR =
      new Reader("orchestrator", StepEventSource.GROUP, Topics.STEP_EVENTS);

  private final Map<String, Object> config;
  private final BrokerProbe probe;
  private Admin admin;
  private List<Group> known = List.of();
  private long asked;

  ConsumerGroups(@Identifier("default-kafka-broker") Map<String, Object> kafka, BrokerProbe probe) {
    this.probe = probe;
    config = new HashMap<>(kafka);
    config.put(AdminClientConfig.CLIENT_ID_CONFIG, "mooring-orchestrator-groups");
    config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
    config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER.toMillis());
  }

  private record Reader(String service, String group, String topic) {}

  /**
   * The readers of a topic.
   *
   * @param service what they are
   * @param group the consumer group
   * @param topic what they read
   * @param partitions how many of them can share the work
   * @param backlog how many records nobody has acknowledged yet
   * @param longest the largest backlog of one partition
   * @param members who reads now
   */
  public record Group(
      String service,
      String group,
      String topic,
      int partitions,
      long backlog,
      long longest,
      List<Member> members) {}

  /**
   * One who reads.
   *
   * @param id of its connection to the broker
   * @param host where from
   * @param partitions how many of the topic's it has
   */
  public record Member(String id, String host, int partitions) {}

  /**
   * The readers of commands, and the one of events.
   *
   * @throws BrokerAway when the broker does not answer
   */
  public synchronized List<Group> read() throws BrokerAway {
    if (known.isEmpty() || System.nanoTime() - asked > GOOD_FOR.toNanos()) {
      known = ask();
      asked = System.nanoTime();
    }
    return known;
  }

  private List<Group> ask() throws BrokerAway {
    // Who waits here meanwhile gets the probe's answer, not a time limit of its own.
    switch (probe.ask()) {
      case BrokerProbe.Broker.Answers answers -> {}
      case BrokerProbe.Broker.Away away -> throw new BrokerAway("the broker " + away.why());
    }
    if (admin == null) {
      admin = Admin.create(config);
    }
    List<Reader> readers = new ArrayList<>();
    for (Participant participant : Participant.values()) {
      readers.add(
          new Reader(
              participant.label(), "mooring-" + participant.label(), Topics.commands(participant)));
    }
    readers.add(ORCHESTRATOR);
    Map<String, Integer> partitions =
        Topics.all().stream()
            .collect(Collectors.toMap(Topics.Topic::name, Topics.Topic::partitions));
    Map<String, KafkaFuture<ConsumerGroupDescription>> descriptions =
        admin
            .describeConsumerGroups(readers.stream().map(Reader::group).toList())
            .describedGroups();
    var offsets =
        admin.listConsumerGroupOffsets(
            readers.stream()
                .collect(
                    Collectors.toMap(
                        Reader::group,
                        reader ->
                            new ListConsumerGroupOffsetsSpec()
                                .topicPartitions(
                                    all(reader.topic(), partitions.get(reader.topic()))))));
    List<Group> groups = new ArrayList<>();
    for (Reader reader : readers) {
      Map<TopicPartition, OffsetAndMetadata> committed =
          answer(offsets.partitionsToOffsetAndMetadata(reader.group()));
      List<Long> backlogs =
          backlogs(all(reader.topic(), partitions.get(reader.topic())), committed);
      groups.add(
          new Group(
              reader.service(),
              reader.group(),
              reader.topic(),
              backlogs.size(),
              backlogs.stream().mapToLong(Long::longValue).sum(),
              backlogs.stream().mapToLong(Long::longValue).max().orElse(0),
              members(descriptions.get(reader.group()))));
    }
    return List.copyOf(groups);
  }

  private static List<TopicPartition> all(String topic, int partitions) {
    return IntStream.range(0, partitions).mapToObj(i -> new TopicPartition(topic, i)).toList();
  }

  private List<Long> backlogs(
      Collection<TopicPartition> partitions, Map<TopicPartition, OffsetAndMetadata> committed)
      throws BrokerAway {
    var ends = admin.listOffsets(of(partitions, OffsetSpec.latest()));
    var begins = admin.listOffsets(of(partitions, OffsetSpec.earliest()));
    List<Long> backlogs = new ArrayList<>();
    for (TopicPartition partition : partitions) {
      OffsetAndMetadata done = committed.get(partition);
      long from = done == null ? answer(begins.partitionResult(partition)).offset() : done.offset();
      backlogs.add(Math.max(0, answer(ends.partitionResult(partition)).offset() - from));
    }
    return backlogs;
  }

  private static Map<TopicPartition, OffsetSpec> of(
      Collection<TopicPartition> partitions, OffsetSpec which) {
    return partitions.stream().collect(Collectors.toMap(it -> it, it -> which));
  }

  /** A group that nobody was ever in is not known to the broker. */
  private static List<Member> members(KafkaFuture<ConsumerGroupDescription> description)
      throws BrokerAway {
    try {
      return answer(description).members().stream()
          .map(
              member ->
                  new Member(
                      member.consumerId(),
                      member.host().replaceFirst("^/", ""),
                      member.assignment().topicPartitions().size()))
          .toList();
    } catch (BrokerAway unknown) {
      if (unknown.getCause() instanceof GroupIdNotFoundException) {
        return List.of();
      }
      throw unknown;
    }
  }

  private static <T> T answer(KafkaFuture<T> future) throws BrokerAway {
    try {
      return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException refused) {
      throw new BrokerAway(refused.getCause());
    } catch (TimeoutException late) {
      throw new BrokerAway(late);
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
      throw new BrokerAway(end);
    }
  }

  @PreDestroy
  synchronized void close() {
    if (admin != null) {
      admin.close(Duration.ZERO);
    }
  }
}
