package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A whole cloud ({@code LAB_CLOUD=full}): Keystone behind a balancer with TLS by a CA of its own,
 * and nova, whose machines live on Ceph. Each test goes on where the one before it ended.
 */
@Tag("full-cloud")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class FullCloudST {
  private static final String COMPUTE = "openstack-compute02";
  private static final String NOVA_CONF = "/etc/nova/nova.conf";
  private static final String LOCAL =
      "/var/lib/nova/instances/8dac896c-59b4-45a7-8cad-016d561992b0";
  private static final String FIRST = Lab.CONTROLLERS.getFirst();
  private static final String SECOND = Lab.CONTROLLERS.get(1);
  private static final String POLICY = "/etc/glance/policy.d/50-nobody-copies.yaml";
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration LONGEST_PROOF = Duration.ofMinutes(20);

  private final Stage stage;

  FullCloudST(Stage stage) {
    this.stage = stage;
  }

  @Test
  @Order(1)
  void aMachineWithItsDiskOnAComputeStopsTheRunBeforeTheFirstChange() {
    // given
    stage.needPristine();
    stage
        .lab()
        .on(COMPUTE, "mkdir " + LOCAL + " && touch " + LOCAL + "/disk " + LOCAL + "/disk.info");
    String before = nova().get(COMPUTE);

    // when
    Execution apply = apply();

    // then
    assertThat(apply.exit()).as("%s", apply).isEqualTo(1);
    assertThat(apply.text())
        .contains("LOCAL_DISKS", COMPUTE, "8dac896c-59b4-45a7-8cad-016d561992b0 (disk)");
    assertThat(nova().get(COMPUTE)).isEqualTo(before);
    assertThat(stage.lab().on(Lab.CEPH, "ceph osd pool ls")).doesNotContain("openstack-");
    stage.lab().on(COMPUTE, "rm -r " + LOCAL);
  }

  @Test
  @Order(2)
  void aCredentialThatIsNoAdministratorsIsRefusedBeforeTheFirstChange() {
    // given
    stage.needPristine();
    credential("lab-cloud-demo", "username: demo\npassword: labpass\nproject_name: demo\n");
    String site = site().replace("credential: lab-cloud ", "credential: lab-cloud-demo ");

    // when
    Execution check =
        stage.product().command(PATIENCE, "check", "-f", file("no-administrator", site));

    // then
    assertThat(check.exit()).as("%s", check).isNotZero();
    assertThat(check.text()).contains("OPENSTACK_REFUSED", "Mooring needs the role admin");
  }

  /**
   * Two images of a user are in the files of one controller, one in those of another, whose glance
   * lets nobody copy; and the product dies in between.
   */
  @Test
  @Order(3)
  void imagesOfTheFileStoreAreCopiedOneByOneAndServedByEachController() {
    // given
    stage.needOwnPristine();
    String demo = token("demo");
    Map<String, byte[]> contents = new LinkedHashMap<>();
    for (String controller : List.of(FIRST, FIRST, SECOND)) {
      byte[] content = random();
      contents.put(Images.as(demo, controller).upload("st-of-a-user", content), content);
    }
    List<String> ids = List.copyOf(contents.keySet());
    mayCopy("!");

    // when
    String saga =
        stage.product().command(PATIENCE, "apply", "-f", copying(), "-o", "name").answer();
    await("a copy has begun")
        .atMost(FirstRun.LONGEST_RUN)
        .until(() -> progress(saga).anyMatch(words -> words.contains("0 of 2 images")));
    stage.product().kill("product");
    stage.product().up();
    Execution stopped = stage.product().command(FirstRun.LONGEST_RUN, "watch", saga);

    // then
    assertThat(stopped.exit()).as("%s", stopped).isEqualTo(1);
    JsonNode refused = stage.sagas().step(saga, "copy-images@" + SECOND).path("error");
    assertThat(refused.path("code").asText()).as("%s", refused).isEqualTo("OPENSTACK_REFUSED");
    assertThat(refused.path("message").asText()).contains("policy copy_image", ids.getLast());

    // when
    mayCopy("role:admin");
    Execution retry = stage.product().command(FirstRun.LONGEST_RUN, "retry", "lab", "--watch");

    // then
    assertThat(retry.exit()).as("%s", retry).isZero();
    Images admin = Images.as(token("admin"), FIRST);
    for (String id : ids) {
      assertThat(admin.stores(id)).as(id).containsExactlyInAnyOrder("file", "rbd");
      assertThat(admin.imports(id)).as("imports of %s", id).isEqualTo(Map.of("success", 1L));
    }
    assertThat(new Ceph(stage.lab()).images(Ceph.IMAGES)).containsAll(ids);
    Execution told = stage.product().command(PATIENCE, "step", "copy-images@" + FIRST);
    assertThat(told.text().replaceAll("\\s+", " "))
        .contains("glance stores-delete --store file", ids.get(0), ids.get(1));
    admin.forget(ids.getFirst(), "file");
    for (String controller : Lab.CONTROLLERS) {
      Images there = Images.as(demo, controller);
      contents.forEach(
          (id, content) ->
              assertThat(there.content(id)).as("%s by %s", id, controller).isEqualTo(content));
    }
    ids.forEach(Images.as(demo, FIRST)::delete);
  }

  @Test
  @Order(4)
  void machinesBootFromWhatWasTiedTogether() {
    // given
    assumeThat(stage.sagas().state(stage.sagas().newest())).isEqualTo("succeeded");

    // when
    Execution proof =
        RunningCommand.start(
                stage.top(),
                Map.of("MOORING_HOME", stage.product().home().toString()),
                "",
                List.of(stage.top().resolve("deploy/lab/prove").toString()))
            .await(LONGEST_PROOF);
    assertThat(proof.exit()).as("%s", proof).isZero();
    assertThat(proof.out())
        .contains(
            "each compute has one of them",
            "a machine has its own disk in openstack-vms",
            "a backup of a volume is in openstack-backups");
  }

  @Test
  @Order(5)
  void aSecondApplyChangesNothing() {
    Execution again =
        stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", copying(), "--watch");

    assertThat(again.exit()).as("%s", again).isZero();
    assertThat(stage.sagas().steps(stage.sagas().newest()))
        .allSatisfy(
            step ->
                assertThat(step.path("changed").asBoolean(true)).as(Sagas.line(step)).isFalse());
  }

  private Execution apply() {
    String site = stage.lab().verb("site").answer();
    return stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch");
  }

  /**
   * Says who may copy images on the second controller. A running glance reads a rule that changed,
   * but keeps one whose file is gone.
   */
  private void mayCopy(String rule) {
    String text = "\"copy_image\": \"%s\"".formatted(rule);
    stage.lab().on(SECOND, "install -d /etc/glance/policy.d && echo '" + text + "' > " + POLICY);
  }

  /** The cloud's document that keeps its images, slowly enough for somebody to come in between. */
  private String copying() {
    return file(
        "copying", site() + "\nglance: {existingImages: copy, copyMebibytesPerSecond: 1}\n");
  }

  private String site() {
    try {
      return Files.readString(Path.of(stage.lab().verb("site").answer()));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  private String file(String name, String text) {
    try {
      Path folder = Files.createDirectories(stage.top().resolve("deploy/lab/target/documents"));
      return Files.writeString(folder.resolve(name + ".yaml"), text).toString();
    } catch (IOException full) {
      throw new UncheckedIOException(full);
    }
  }

  /** A credential for the lab's cloud, beside the one that the lab gives. */
  private void credential(String name, String who) {
    Path folder = stage.product().home().resolve("credentials");
    try {
      String given = Files.readString(folder.resolve("lab-cloud.yaml"));
      Path file = folder.resolve(name + ".yaml");
      Files.writeString(
          file,
          given.replaceAll("(?m)^application_credential_.*\\n", "")
              + who
              + "user_domain_name: Default\nproject_domain_name: Default\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException missing) {
      throw new UncheckedIOException(missing);
    }
  }

  /** A token of one of the lab's users, by the official client. */
  private String token(String user) {
    return stage
        .lab()
        .on(FIRST, "OS_CLOUD=" + user + " openstack token issue -f value -c id")
        .strip();
  }

  /** What a saga's steps have told while they ran. */
  private Stream<String> progress(String saga) {
    return stage.sagas().history(saga).stream()
        .filter(entry -> entry.path("type").asText().equals("step-progressed"))
        .map(JsonNode::toString);
  }

  private static byte[] random() {
    byte[] content = new byte[12 << 20];
    new Random().nextBytes(content);
    return content;
  }

  private Map<String, String> nova() {
    return new NodeFiles(stage.lab()).text(NOVA_CONF, Lab.COMPUTES);
  }
}
