package io.mooring.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Participants die at every point on the way of a command, and scripts on nodes in the middle of a
 * change, while what somebody changed by hand is mended and then put back.
 */
@Tag("long")
@Order(12)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(StageExtension.class)
class CrashPointsST {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String BEFORE_CHANGE = "before-change";
  private static final String AFTER_CHANGE = "after-change";
  private static final String BEFORE_OUTCOME = "before-outcome";
  private static final String AFTER_OUTCOME = "after-outcome";
  private static final String LAST = Lab.CONTROLLERS.getLast();
  private static final String GLANCE_KEYRING = "/etc/ceph/ceph.client.glance.keyring";
  private static final String CINDER_KEYRING = "/etc/ceph/ceph.client.cinder.keyring";
  private static final Set<String> OVER = Set.of("succeeded", "incident");

  /** What the cluster holds of a user besides its key. */
  private static final String CAPS = "ceph auth get %s 2>/dev/null | grep caps";

  private static final String FILES =
      "for file in /etc/ceph/* /etc/glance/glance-api.conf /etc/cinder/cinder.conf; do"
          + " [ ! -f $file ] || { stat -c '%n %U:%G %a' $file; sha256sum < $file; }; done;"
          + " if command -v virsh >/dev/null; then virsh -q secret-list; fi";

  private static final String LEFT_BEHIND =
      "find /etc/ceph /etc/glance /etc/cinder /var/lib/mooring"
          + " \\( -name '.mooring.*' -o -name '*.new' -o -name new \\);"
          + " flock -n /var/lib/mooring/lock true || echo the lock is held";

  private final Stage stage;
  private final Lab lab;
  private final MortalServices services;
  private final Map<String, Scribe> systemctl = new TreeMap<>();
  private final Map<String, Scribe> virsh = new TreeMap<>();
  private Scribe ceph;
  private Scribe mover;
  private Map<String, String> drifted = Map.of();
  private String mending;

  CrashPointsST(Stage stage) {
    this.stage = stage;
    this.lab = stage.lab();
    this.services = new MortalServices(stage.product());
  }

  @Test
  @Order(1)
  @Tag("fault")
  void everyChangeIsMadeOnceWhereverParticipantsAndScriptsDie() {
    // given what somebody changed by hand, and who dies where
    stage.needSomeIntegration();
    stage.needProcesses();
    driftByHand();
    drifted = world();
    scribes();
    services
        .with("ceph-service", AFTER_CHANGE, AFTER_OUTCOME)
        .with("keyring-service", AFTER_CHANGE, BEFORE_OUTCOME)
        .with("libvirt-service", AFTER_CHANGE, AFTER_OUTCOME)
        .with("openstack-config-service", AFTER_CHANGE, BEFORE_OUTCOME, BEFORE_CHANGE);
    Stage.timed("participants that will die", () -> services.begin(AFTER_CHANGE));

    // when
    mending = started("apply", "-f", stage.documents().site().toString(), "-o", "name");
    Stage.timed("mended with deaths", () -> attend(mending));

    // then
    assertThat(stage.sagas().state(mending)).as("%s", failures(mending)).isEqualTo("succeeded");
    assertThat(services.left().values()).as("%s", services.deaths()).allMatch(Deque::isEmpty);
    assertThat(ceph.calls("auth caps client.glance")).isEqualTo(1);
    assertThat(ceph.calls("auth caps client.cinder")).as("one was ended before").isEqualTo(2);
    assertThat(written(LAST, GLANCE_KEYRING)).isEqualTo(1);
    assertThat(mover.calls("new " + CINDER_KEYRING)).as("one was ended before").isEqualTo(2);
    assertThat(virsh.get(Lab.COMPUTES.getFirst()).calls("secret-set-value")).isEqualTo(1);
    assertThat(virsh.get(Lab.COMPUTES.getLast()).calls("secret-set-value")).isEqualTo(1);
    for (String controller : Lab.CONTROLLERS) {
      assertThat(written(controller, FirstRun.GLANCE_CONF)).as(controller).isEqualTo(1);
      assertThat(systemctl.get(controller).calls("restart glance-api")).as(controller).isEqualTo(1);
    }
    assertThat(List.of(ceph, mover, virsh.get(Lab.COMPUTES.getLast()))).allMatch(Scribe::hasStruck);
    new LibvirtSecrets(lab).requireSameOnAll(Lab.COMPUTES, new Ceph(lab).key("client.cinder"));
    nothingIsLeftBehind();
  }

  @Test
  @Order(2)
  @Tag("fault")
  void whatWasChangedAroundDeathsIsTakenBackAroundDeaths() {
    // given
    assumeThat(mending).isNotNull();
    assumeThat(stage.sagas().state(mending)).isEqualTo("succeeded");
    services
        .with("ceph-service", BEFORE_OUTCOME)
        .with("keyring-service", AFTER_OUTCOME)
        .with("libvirt-service", AFTER_CHANGE)
        .with("openstack-config-service", AFTER_CHANGE);
    Stage.timed("participants that will die", services::beginAgain);

    // when
    started("rollback", String.valueOf(stage.sagas().saga(mending).path("number").asInt()));
    String back = stage.sagas().newest();
    Stage.timed("taken back with deaths", () -> attend(back));

    // then
    assertThat(back).isNotEqualTo(mending);
    assertThat(stage.sagas().state(back)).as("%s", failures(back)).isEqualTo("succeeded");
    assertThat(services.left().values()).as("%s", services.deaths()).allMatch(Deque::isEmpty);
    assertThat(world()).isEqualTo(drifted);
    nothingIsLeftBehind();
  }

  @AfterAll
  void mend() {
    Stream.of(Stream.of(ceph, mover), virsh.values().stream(), systemctl.values().stream())
        .flatMap(scribes -> scribes)
        .filter(scribe -> scribe != null)
        .forEach(Scribe::close);
    if (!drifted.isEmpty()) {
      String site = stage.documents().site().toString();
      stage.product().command(FirstRun.LONGEST_RUN, "apply", "-f", site, "--watch").succeeded();
    }
  }

  /** Two things for each participant, and a third for the one that restarts services. */
  private void driftByHand() {
    for (String user : List.of("client.glance", "client.cinder")) {
      lab.on(
          Lab.CEPH,
          "caps() { ceph auth get %1$s 2>/dev/null | sed -n \"s/.*caps $1 = \\\"\\(.*\\)\\\"/\\1/p\"; };"
                  .formatted(user)
              + " ceph auth caps %s mon \"$(caps mon)\" osd \"$(caps osd)\" 2>&1".formatted(user));
    }
    lab.on(LAST, "echo '# by hand' | tee -a " + GLANCE_KEYRING + " >> " + CINDER_KEYRING);
    LibvirtSecrets secrets = new LibvirtSecrets(lab);
    Lab.COMPUTES.forEach(secrets::remove);
    for (String controller : Lab.CONTROLLERS) {
      lab.on(
          controller,
          "sed -i 's/^rbd_store_chunk_size = .*/rbd_store_chunk_size = 4/' "
              + FirstRun.GLANCE_CONF);
    }
  }

  private void scribes() {
    ceph = Scribe.endingBefore(lab, Lab.CEPH, "ceph", "auth caps client.cinder");
    mover = Scribe.endingBefore(lab, LAST, "mv", "new " + CINDER_KEYRING);
    virsh.put(Lab.COMPUTES.getFirst(), Scribe.of(lab, Lab.COMPUTES.getFirst(), "virsh"));
    virsh.put(
        Lab.COMPUTES.getLast(),
        Scribe.endingAfter(lab, Lab.COMPUTES.getLast(), "virsh", "secret-define"));
    Lab.CONTROLLERS.forEach(node -> systemctl.put(node, Scribe.of(lab, node, "systemctl")));
  }

  /** What is on the nodes and in the cluster, without the times of files. */
  private Map<String, String> world() {
    Map<String, String> world = new TreeMap<>();
    Lab.OPENSTACK_NODES.forEach(node -> world.put(node, lab.on(node, FILES)));
    for (String user : List.of("client.glance", "client.cinder")) {
      world.put(user, lab.on(Lab.CEPH, CAPS.formatted(user)));
    }
    return world;
  }

  /** How often the mending wrote a file, by the node's own journal. */
  private long written(String node, String path) {
    return lab.on(node, "cat /var/lib/mooring/lab/journal")
        .lines()
        .filter(line -> line.startsWith("write ") && line.contains(" " + path + " "))
        .filter(line -> line.contains(mending))
        .count();
  }

  private void nothingIsLeftBehind() {
    for (String node : Lab.OPENSTACK_NODES) {
      assertThat(lab.on(node, LEFT_BEHIND)).as(node).isEmpty();
    }
    KeySearch keys = new KeySearch(new Ceph(lab).keys());
    StoredPlaces stored = new StoredPlaces(stage.product());
    assertThat(keys.foundIn(Stream.concat(stored.files(), stored.rows().stream()))).isEmpty();
  }

  private String started(String... words) {
    return stage.product().command(PATIENCE, words).answer();
  }

  private void attend(String saga) {
    services.attendUntil("the saga ends", () -> OVER.contains(stage.sagas().state(saga)));
  }

  private List<String> failures(String saga) {
    return stage.sagas().steps(saga).stream()
        .filter(step -> !step.path("state").asText().equals("succeeded"))
        .map((JsonNode step) -> Sagas.line(step))
        .toList();
  }
}
