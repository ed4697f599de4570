package io.mooring.keyring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ClusterName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.contracts.PoolName;
import io.mooring.participant.step.Step;
import io.mooring.participant.testing.LabSaga;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every step of this service on the lab, after the steps of the ceph participant. */
class KeyringStepsST {
  private static final PoolName IMAGES = new PoolName("openstack-images");

  private final LabSaga lab = new LabSaga();
  private final NodeAddress controller = lab.node("openstack-controller01", "10.77.0.11");
  private final NodeAddress compute = lab.node("openstack-compute01", "10.77.1.1");

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void aServiceUserOpensItsPoolWithWhatWasPlaced() {
    for (NodeAddress node : List.of(controller, compute)) {
      twice(
          new PlaceConfStep(lab.cephAdmin()),
          node,
          new Action.PlaceConf(lab.ceph(), new FilePath("/etc/ceph/ceph.conf")));
    }
    twice(new PlaceKeyringStep(lab.cephAdmin()), controller, keyring("glance", "glance"));
    twice(new PlaceKeyringStep(lab.cephAdmin()), compute, keyring("cinder", "nova"));
    succeeds(controller, proof("glance", "glance", IMAGES));
    succeeds(compute, proof("cinder", "nova", IMAGES, new PoolName("openstack-vms")));
  }

  @Test
  void refusalsAreToldApart() {
    assumeThat(
            lab.run(
                new ProveAccessStep(), controller, Mode.APPLY, proof("glance", "glance", IMAGES)))
        .isInstanceOf(StepSucceeded.class);
    assertThat(refusal(proof("glance", "glance", new PoolName("no-such-pool"))))
        .contains("the cluster has no pool no-such-pool");
    assertThat(refusal(proof("glance", "glance", new PoolName("openstack-volumes"))))
        .contains("caps do not allow");
    assertThat(refusal(proof("glance", "cinder", IMAGES))).contains("may not read");
    assertThat(refusal(proof("nobody-knows", "glance", IMAGES))).contains("is missing");
  }

  @Test
  void takesBackWhatItPlaced() {
    // given
    NodeAddress node = lab.node("openstack-compute02", "10.77.1.2");
    PlaceConfStep step = new PlaceConfStep(lab.cephAdmin());
    Action.PlaceConf action =
        new Action.PlaceConf(lab.ceph(), new FilePath("/etc/ceph/trial.conf"));
    Event first = lab.run(step, node, Mode.APPLY, action);
    assertThat(first).isInstanceOf(StepSucceeded.class);

    // when
    Event undone = lab.run(step, node, Mode.UNDO, action);

    // then
    assertThat(undone).isInstanceOf(StepSucceeded.class);
    assertThat(((StepSucceeded) lab.run(step, node, Mode.PLAN, action)).changed()).isTrue();
  }

  private String refusal(Action.ProveAccess action) {
    Event event = lab.run(new ProveAccessStep(), controller, Mode.APPLY, action);
    assertThat(event).isInstanceOf(StepFailed.class);
    assertThat(((StepFailed) event).code()).isEqualTo(ErrorCode.ACCESS_DENIED);
    System.getLogger("lab").log(System.Logger.Level.INFO, event.toString());
    return ((StepFailed) event).message();
  }

  private Action.PlaceKeyring keyring(String client, String account) {
    return new Action.PlaceKeyring(
        lab.ceph(),
        new ClientName(client),
        new FilePath("/etc/ceph/ceph.client." + client + ".keyring"),
        new AccountName(account),
        new AccountName(account));
  }

  private static Action.ProveAccess proof(String client, String account, PoolName... pools) {
    return new Action.ProveAccess(
        new ClusterName("ceph"), new ClientName(client), List.of(pools), new AccountName(account));
  }

  private void succeeds(NodeAddress node, Action.ProveAccess action) {
    Event event = lab.run(new ProveAccessStep(), node, Mode.APPLY, action);
    System.getLogger("lab").log(System.Logger.Level.INFO, event.toString());
    assertThat(event).isInstanceOf(StepSucceeded.class);
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
