package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a person at the terminal asks when something seems wrong, of an installation that works. */
@Tag("long")
@Order(6)
@ExtendWith(StageExtension.class)
class DiagnosisST {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /** What the seed's runbook does, in its order. */
  private static final List<String> SEED =
      List.of(
          "install-client",
          "create-pool",
          "create-user",
          "place-conf",
          "place-keyring",
          "define-secret",
          "configure-glance",
          "restart-glance",
          "configure-cinder",
          "restart-cinder");

  private final Stage stage;

  DiagnosisST(Stage stage) {
    this.stage = stage;
  }

  @Test
  void theDoctorFindsNothingWrongAndNamesABrokerThatHangs() {
    // given
    stage.needIntegrated();

    // when, then; how full the disk is says something of this machine only
    assertThat(doctor())
        .filteredOn(DiagnosisST::isNotDisk)
        .allMatch(DiagnosisST::isGood)
        .anyMatch(sign -> isOf("clock", sign));

    // and when the broker takes connections and answers nothing
    stage.product().signal("broker", "STOP");
    try {
      // then; a good answer of a moment ago may still stand
      await().atMost(PATIENCE).untilAsserted(this::theBrokerAloneHangs);
    } finally {
      stage.product().signal("broker", "CONT");
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(doctor())
                    .filteredOn(DiagnosisST::isNotDisk)
                    .allMatch(DiagnosisST::isGood));
  }

  private void theBrokerAloneHangs() {
    List<JsonNode> signs = doctor();
    assertThat(signs)
        .filteredOn(sign -> isOf("broker", sign))
        .singleElement()
        .satisfies(
            sign -> {
              assertThat(sign.path("verdict").asText()).isEqualTo("wrong");
              assertThat(sign.path("seen").asText()).contains("hangs: it takes connections");
              assertThat(sign.path("next").asText()).contains("started anew");
            });
    assertThat(signs)
        .filteredOn(sign -> isOf("database", sign))
        .singleElement()
        .matches(DiagnosisST::isGood);
  }

  @Test
  void theDifferenceThatSomebodyMakesByHandIsShown() {
    // given
    stage.needIntegrated();
    String node = Lab.CONTROLLERS.getLast();
    assertThat(differences()).isEmpty();

    // when somebody edits a file
    String kept = "/root/glance-api.conf.kept";
    stage
        .lab()
        .on(
            node,
            "cp -p %s %s && sed -i 's/^rbd_store_chunk_size *=.*/rbd_store_chunk_size = 4/' %s"
                .formatted(FirstRun.GLANCE_CONF, kept, FirstRun.GLANCE_CONF));
    try {
      // then
      assertThat(differences())
          .contains("--- " + node + ":" + FirstRun.GLANCE_CONF)
          .contains("-rbd_store_chunk_size = 4", "+rbd_store_chunk_size = 8");
    } finally {
      stage.lab().on(node, "cp -p %s %s && rm %s".formatted(kept, FirstRun.GLANCE_CONF, kept));
    }
  }

  @Test
  void theRunIsAScriptInTheSeedsOrderWithoutASecret(@TempDir Path folder) throws IOException {
    // given
    FirstRun run = stage.needIntegrated();

    // when
    Execution export = stage.product().command(PATIENCE, "export", "runbook", run.saga());
    Path script = Files.writeString(folder.resolve("runbook.sh"), export.succeeded().out());

    // then
    RunningCommand.start(folder, Map.of(), "", List.of("bash", "-n", script.toString()))
        .await(PATIENCE)
        .succeeded();
    List<String> phases =
        export
            .out()
            .lines()
            .filter(line -> line.startsWith("# ---- "))
            .map(line -> line.replaceAll("# ---- | ----", ""))
            .toList();
    assertThat(phases).doesNotHaveDuplicates();
    assertThat(phases).filteredOn(SEED::contains).isEqualTo(SEED);
    assertThat(export.out())
        .contains("ceph auth get-key client.cinder |", "virsh secret-set-value")
        .contains("chown root:nova /etc/ceph/ceph.client.cinder.keyring")
        .contains("chown glance:glance /etc/ceph/ceph.client.glance.keyring")
        .contains("edit openstack-controller01 /etc/glance/glance-api.conf");
    KeySearch keys = new KeySearch(new Ceph(stage.lab()).keys());
    Place said = new Place("the runbook", export.text().getBytes(StandardCharsets.UTF_8));
    assertThat(keys.foundIn(Stream.of(said))).isEmpty();
  }

  @Test
  void aDraftKnowsWhatEachNodeIsFor(@TempDir Path folder) throws IOException {
    // given a person whose own ssh reaches the nodes
    stage.needIntegrated();
    Path home = stage.product().home();
    Path ssh =
        Files.writeString(
            folder.resolve("ssh"),
            "#!/bin/sh\nexec ssh -F none -i %s -o UserKnownHostsFile=%s \"$@\"\n"
                .formatted(home.resolve("credentials/lab"), home.resolve("known_hosts.d/lab")));
    assertThat(ssh.toFile().setExecutable(true)).isTrue();
    List<String> command = new ArrayList<>();
    command.addAll(List.of(stage.top().resolve("mooring").toString(), "init", "--user", "root"));
    Lab.NODES.forEach(node -> command.addAll(List.of("--look", Lab.address(node))));

    // when
    Execution draft =
        RunningCommand.start(folder, Map.of("MOORING_SSH", ssh.toString()), "", command)
            .await(PATIENCE);

    // then
    assertThat(draft.succeeded().out().lines().map(String::strip))
        .contains(isFor(Lab.CEPH, "ceph-admin"))
        .contains(
            Lab.CONTROLLERS.stream().map(it -> isFor(it, "controller")).toArray(String[]::new))
        .contains(Lab.COMPUTES.stream().map(it -> isFor(it, "compute")).toArray(String[]::new));
  }

  private static String isFor(String node, String role) {
    return "%s: {address: %s, roles: [%s]}".formatted(node, Lab.address(node), role);
  }

  /** Looks now; the patch. */
  private List<String> differences() {
    stage.product().command(PATIENCE, "plan", "lab").succeeded();
    Execution diff = stage.product().command(PATIENCE, "diff", "lab");
    assertThat(diff.exit()).as("%s", diff).isEqualTo(diff.out().isBlank() ? 0 : 1);
    return diff.out().lines().toList();
  }

  private List<JsonNode> doctor() {
    Execution said = stage.product().command(PATIENCE, "doctor", "-o", "json");
    List<JsonNode> signs = new ArrayList<>();
    try {
      Api.JSON.readTree(said.out()).path("items").forEach(signs::add);
    } catch (JsonProcessingException broken) {
      throw new AssertionError(said.toString(), broken);
    }
    assertThat(signs).as("%s", said).hasSizeGreaterThan(10);
    return signs;
  }

  private static boolean isOf(String subject, JsonNode sign) {
    return sign.path("subject").asText().equals(subject);
  }

  private static boolean isNotDisk(JsonNode sign) {
    return !isOf("disk", sign);
  }

  private static boolean isGood(JsonNode sign) {
    return sign.path("verdict").asText().equals("good");
  }
}
