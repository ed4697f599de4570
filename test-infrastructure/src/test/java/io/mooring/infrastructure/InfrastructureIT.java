package io.mooring.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InfrastructureIT {
  private final Infrastructure infrastructure = Infrastructure.shared();

  @Test
  void keepsCommittedRecordsWhenTheBrokerIsKilled() throws Exception {
    // given
    infrastructure.createTopic("survivors", 1);
    publish("survivors", "written before the kill");

    // when
    infrastructure.broker().kill();
    infrastructure.broker().start();
    publish("survivors", "written after it");

    // then
    assertThat(read("survivors", 2)).containsExactly("written before the kill", "written after it");
  }

  @Test
  void keepsCommittedRowsWhenTheDatabaseIsKilled() throws Exception {
    // given
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE survivor (name text)");
      statement.execute("INSERT INTO survivor VALUES ('row')");
    }

    // when
    infrastructure.database().kill();
    infrastructure.database().start();

    // then
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT name FROM survivor")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getString(1)).isEqualTo("row");
    }
  }

  @Test
  void comesBackAfterACleanStop() throws Exception {
    // when
    infrastructure.broker().stop();
    infrastructure.database().stop();
    infrastructure.database().start();
    infrastructure.broker().start();

    // then
    infrastructure.createTopic("after-stop", 1);
    try (Connection connection = connect()) {
      assertThat(connection.isValid(5)).isTrue();
    }
  }

  @Test
  void isOneInstanceForAll() {
    assertThat(Infrastructure.shared().jdbcUrl()).isEqualTo(infrastructure.jdbcUrl());
  }

  private Connection connect() throws Exception {
    return DriverManager.getConnection(
        infrastructure.jdbcUrl(), infrastructure.databaseUser(), infrastructure.databasePassword());
  }

  private void publish(String topic, String text) throws Exception {
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", infrastructure.bootstrapServers(), "acks", "all"),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, text)).get();
    }
  }

  private List<String> read(String topic, int count) {
    try (KafkaConsumer<String, String> consumer =
        new KafkaConsumer<>(
            Map.of(
                "bootstrap.servers",
                infrastructure.bootstrapServers(),
                "group.id",
                "reader",
                "auto.offset.reset",
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer())) {
      consumer.subscribe(List.of(topic));
      List<String> texts = new ArrayList<>();
      Awaitility.await()
          .atMost(Duration.ofSeconds(60))
          .until(
              () -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> texts.add(record.value()));
                return texts.size() >= count;
              });
      return texts;
    }
  }
}
