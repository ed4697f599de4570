package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** No cephx key of the lab is anywhere where others could read it. */
@Order(6)
@ExtendWith(StageExtension.class)
class SecretsST {
  /** Has the form of a cephx key, and opens nothing. */
  private static final String PLANTED = "AQPlantedPlantedPlantedPlantedPlantedA==";

  private final Stage stage;
  private FirstRun run;
  private KeySearch keys;

  SecretsST(Stage stage) {
    this.stage = stage;
  }

  @BeforeEach
  void integrated() {
    run = stage.needIntegrated();
    List<KeyForms> forms = new Ceph(stage.lab()).keys();
    assertThat(forms).hasSizeGreaterThan(5);
    keys = new KeySearch(forms);
  }

  @Test
  void noProcessHadAKeyInItsArgumentsOrEnvironment() {
    assertThat(run.processes()).as("what was seen").hasSizeGreaterThan(500);
    assertThat(keys.foundIn(run.processes().stream())).isEmpty();
  }

  @Test
  void aKeyInTheArgumentsOfAProcessOnANodeWouldBeSeen() {
    KeySearch planted = new KeySearch(List.of(new KeyForms("nobody", PLANTED)));
    try (ProcessCanary canary = new ProcessCanary()) {
      // The script goes to the node by standard input, so that only there a process has the key.
      stage
          .lab()
          .attempt(Lab.COMPUTES.getFirst(), "sh -s", "sh -c 'sleep 0.3; true' x " + PLANTED + "\n");

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(planted.foundIn(canary.sightings().stream()))
                      .anyMatch(found -> found.contains("arguments of process")));
    }
  }

  @Test
  void aKeyInTheEnvironmentOfAProcessOnANodeWouldBeSeen() {
    KeySearch planted = new KeySearch(List.of(new KeyForms("nobody", PLANTED)));
    try (ProcessCanary canary = new ProcessCanary()) {
      stage
          .lab()
          .attempt(
              Lab.COMPUTES.getFirst(), "sh -s", "KEY=" + PLANTED + " sh -c 'sleep 0.3; true'\n");

      await()
          .atMost(Duration.ofSeconds(5))
          .untilAsserted(
              () ->
                  assertThat(planted.foundIn(canary.sightings().stream()))
                      .anyMatch(found -> found.contains("environment of process")));
    }
  }

  @Test
  void noRecordOfAnyTopicHasAKey() {
    List<Place> records = new BusPlaces(stage.product().brokerAddress()).records();

    assertThat(records).hasSizeGreaterThan(200);
    assertThat(keys.foundIn(records.stream())).isEmpty();
  }

  @Test
  void noRowOfAnyTableHasAKey() {
    List<Place> rows = new StoredPlaces(stage.product()).rows();

    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(keys.foundIn(rows.stream())).isEmpty();
  }

  @Test
  void noLogAndNoOtherFileOfTheProductHasAKey() {
    assertThat(keys.foundIn(new StoredPlaces(stage.product()).files())).isEmpty();
  }

  @Test
  void noAnswerOfTheApiHasAKey() {
    List<Place> answers = new ApiPlaces(stage.api()).answers();

    assertThat(answers).hasSizeGreaterThan(50);
    assertThat(answers)
        .as("answers that tell what attempts ran")
        .filteredOn(it -> new String(it.content(), StandardCharsets.UTF_8).contains("\"ran\":[{"))
        .hasSizeGreaterThan(20);
    assertThat(keys.foundIn(answers.stream())).isEmpty();
  }

  @Test
  void nothingThatTheCommandSaidHasAKey() {
    stage.product().command(Duration.ofMinutes(1), "status", "-o", "json");
    stage.product().command(Duration.ofMinutes(1), "events", run.saga());
    stage.product().command(Duration.ofMinutes(1), "history", "lab", "-o", "jsonl");
    Stream<Place> said =
        stage.product().said().stream()
            .map(text -> new Place("output", text.getBytes(StandardCharsets.UTF_8)));

    assertThat(keys.foundIn(said)).isEmpty();
  }
}
