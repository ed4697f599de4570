package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.InstallMethod;
import io.mooring.contracts.Action.Role;
import io.mooring.contracts.Action.WantedPool;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.node.ceph.CephAdmin;
import io.mooring.participant.step.Step;
import io.mooring.participant.testing.LabSaga;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every step of this service on the lab's real cluster: done once, and nothing left to do. */
class CephStepsST {
  private final LabSaga lab = new LabSaga();
  private final Cluster cluster = new Cluster(lab.cephAdmin());
  private final NodeAddress mon = lab.ceph().admin();

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void checksTheCluster() {
    Event event =
        lab.run(
            new CheckClusterStep(cluster),
            mon,
            Mode.APPLY,
            new Action.CheckCluster(
                lab.ceph(),
                Set.of(),
                Set.of(),
                List.of(new WantedPool(new PoolName("openstack-images"), OptionalInt.empty()))));
    assertThat(event).isInstanceOf(StepSucceeded.class);
    assertThat(((StepSucceeded) event).facts()).containsKeys("ceph.fsid", "ceph.release");
  }

  @Test
  void createsPoolsOnce() {
    for (String pool : List.of("openstack-images", "openstack-volumes", "openstack-vms")) {
      twice(
          new CreatePoolStep(cluster),
          mon,
          new Action.CreatePool(
              lab.ceph(), new WantedPool(new PoolName(pool), OptionalInt.empty())));
    }
  }

  @Test
  void createsUsersOnce() {
    twice(
        new CreateUserStep(cluster),
        mon,
        new Action.CreateUser(
            lab.ceph(),
            new ClientName("glance"),
            caps("profile rbd pool=openstack-images"),
            CapsStyle.PROFILE));
    twice(
        new CreateUserStep(cluster),
        mon,
        new Action.CreateUser(
            lab.ceph(),
            new ClientName("cinder"),
            caps(
                "profile rbd pool=openstack-volumes, profile rbd pool=openstack-vms, profile rbd"
                    + " pool=openstack-images"),
            CapsStyle.PROFILE));
  }

  @Test
  void removesAUserThatItMade() {
    // given
    CreateUserStep step = new CreateUserStep(cluster);
    Action.CreateUser action =
        new Action.CreateUser(
            lab.ceph(),
            new ClientName("mooring-trial"),
            Map.of("mon", "profile rbd"),
            CapsStyle.PROFILE);
    lab.run(step, mon, Mode.APPLY, action);

    // when
    Event undone = lab.run(step, mon, Mode.UNDO, action);

    // then
    assertThat(undone).isInstanceOf(StepSucceeded.class);
    assertThat(((StepSucceeded) undone).changed()).isTrue();
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.PLAN, action)).changed()).isTrue();
  }

  @Test
  void takesBackAPoolThatItMadeAndNoOther() {
    // given
    CreatePoolStep step = new CreatePoolStep(cluster);
    Action.CreatePool made = pool("mooring-trial");
    Action.CreatePool found = pool("openstack-images");
    lab.run(step, mon, Mode.APPLY, found);
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.APPLY, made)).changed()).isTrue();

    // when
    Event undone = lab.run(step, mon, Mode.UNDO, made);

    // then
    assertThat(undone).isInstanceOf(StepSucceeded.class);
    assertThat(((StepSucceeded) undone).changed()).isTrue();
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.PLAN, made)).changed()).isTrue();
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.PLAN, found)).changed()).isFalse();
  }

  @Test
  void limitsAPoolThatIsThereAndPutsBackWhatItWas() {
    // given
    CreatePoolStep step = new CreatePoolStep(cluster);
    lab.run(step, mon, Mode.APPLY, pool("openstack-images"));
    Action.CreatePool limited =
        new Action.CreatePool(
            lab.ceph(),
            new WantedPool(
                new PoolName("openstack-images"),
                OptionalInt.empty(),
                Optional.of("replicated_rule"),
                Optional.of(1L << 30),
                Optional.of(1000L),
                Optional.empty()));

    // when
    twice(step, mon, limited);

    // then
    Action.CreatePool unlimited =
        new Action.CreatePool(
            lab.ceph(),
            new WantedPool(
                new PoolName("openstack-images"),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.of(0L),
                Optional.of(0L),
                Optional.empty()));
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.PLAN, unlimited)).changed()).isTrue();
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.UNDO, limited)).changed()).isTrue();
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.PLAN, unlimited)).changed()).isFalse();
  }

  @Test
  void makesAPoolForDataOnceAndTakesItBackWithItsRule() {
    // given
    CreatePoolStep step = new CreatePoolStep(cluster);
    ask("ceph osd erasure-code-profile set trial-two-one k=2 m=1 crush-failure-domain=osd");
    Action.CreatePool data = forData("trial-two-one");

    // when
    twice(step, mon, data);

    // then
    assertThat(ask("ceph osd pool get trial-data allow_ec_overwrites")).contains("true");
    assertThat(ask("ceph osd pool application get trial-data")).contains("rbd");
    assertThat(ask("ceph osd crush rule ls")).contains("trial-data");
    assertThat(((StepFailed) lab.run(step, mon, Mode.APPLY, forData("default"))).code())
        .isEqualTo(ErrorCode.POOL_CONFLICT);
    assertThat(((StepSucceeded) lab.run(step, mon, Mode.UNDO, data)).changed()).isTrue();
    assertThat(ask("ceph osd pool ls")).doesNotContain("trial-data");
    assertThat(ask("ceph osd crush rule ls")).doesNotContain("trial-data");
    StepFailed tooFewHosts = (StepFailed) lab.run(step, mon, Mode.APPLY, forData("default"));
    assertThat(tooFewHosts.message()).contains("on 4 hosts", "the cluster has 1");
    ask("ceph osd erasure-code-profile rm trial-two-one");
  }

  private Action.CreatePool forData(String profile) {
    return new Action.CreatePool(
        lab.ceph(),
        new WantedPool(
            new PoolName("trial-data"),
            OptionalInt.empty(),
            Optional.empty(),
            Optional.of(1L << 30),
            Optional.empty(),
            Optional.of(profile)));
  }

  private String ask(String command) {
    CephAdmin admin = lab.cephAdmin();
    return admin
        .inspect(
            lab.ceph(), admin.script(lab.ceph(), "ask", command).within(Duration.ofSeconds(30)))
        .result()
        .text();
  }

  @Test
  void deletesAPoolOnlyWhenItsNameIsTypedAndItIsOurs() {
    // given
    CreatePoolStep create = new CreatePoolStep(cluster);
    DeletePoolStep step = new DeletePoolStep(cluster);
    lab.run(create, mon, Mode.APPLY, pool("mooring-trial"));

    // then
    assertThat(code(lab.run(step, mon, Mode.APPLY, delete("mooring-trial", "other"))))
        .isEqualTo(ErrorCode.NOT_CONFIRMED);
    assertThat(code(lab.run(step, mon, Mode.APPLY, delete("device_health_metrics", "x"))))
        .isEqualTo(ErrorCode.POOL_NOT_OURS);
    assertThat(lab.run(step, mon, Mode.APPLY, delete("mooring-trial", "mooring-trial")))
        .isInstanceOf(StepSucceeded.class);
    assertThat(((StepSucceeded) lab.run(create, mon, Mode.PLAN, pool("mooring-trial"))).changed())
        .isTrue();
  }

  private static ErrorCode code(Event event) {
    return ((StepFailed) event).code();
  }

  private Action.CreatePool pool(String name) {
    return new Action.CreatePool(lab.ceph(), new WantedPool(new PoolName(name), OptionalInt.of(8)));
  }

  private Action.DeletePool delete(String name, String typed) {
    return new Action.DeletePool(lab.ceph(), new PoolName(name), Optional.of(typed));
  }

  @Test
  void installsClientsOnce() {
    twice(
        new InstallClientStep(),
        lab.node("openstack-controller01", "10.77.0.11"),
        new Action.InstallClient(
            Set.of(Role.CONTROLLER), InstallMethod.PACKAGES, Optional.empty(), Set.of()));
    twice(
        new InstallClientStep(),
        lab.node("openstack-compute01", "10.77.1.1"),
        new Action.InstallClient(
            Set.of(Role.COMPUTE), InstallMethod.PACKAGES, Optional.empty(), Set.of()));
  }

  private static Map<String, String> caps(String pools) {
    return Map.of("mon", "profile rbd", "mgr", pools, "osd", pools);
  }

  private void twice(Step<?, ?> step, NodeAddress node, Action action) {
    Event first = lab.run(step, node, Mode.APPLY, action);
    assertThat(first).isInstanceOf(StepSucceeded.class);
    Event second = lab.run(step, node, Mode.APPLY, action);
    assertThat(second).isInstanceOf(StepSucceeded.class);
    assertThat(((StepSucceeded) second).changed()).isFalse();
    System.getLogger("lab")
        .log(System.Logger.Level.INFO, "{0}\n{1}", first.toString(), second.toString());
  }
}
