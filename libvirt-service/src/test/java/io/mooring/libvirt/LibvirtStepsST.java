package io.mooring.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.BackendName;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeAddress;
import io.mooring.participant.testing.LabSaga;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The step of this service on a compute of the lab, after the steps of the ceph participant. */
class LibvirtStepsST {
  private final LabSaga lab = new LabSaga();
  private final NodeAddress compute = lab.node("openstack-compute01", "10.77.1.1");
  private final DefineSecretStep step = new DefineSecretStep(lab.cephAdmin());

  @AfterEach
  void close() {
    lab.close();
  }

  @Test
  void definesASecretOnceAndTakesItBack() {
    // given
    Action.DefineSecret action = secret(UUID.randomUUID(), "trial secret", "cinder");

    // when
    StepSucceeded first = succeeds(Mode.APPLY, action);
    StepSucceeded second = succeeds(Mode.APPLY, action);
    StepSucceeded otherKey =
        succeeds(Mode.APPLY, secret(action.secret(), "trial secret", "glance"));
    StepSucceeded otherUuid =
        succeeds(Mode.PLAN, secret(UUID.randomUUID(), "trial secret", "cinder"));
    Event otherUsage =
        lab.run(step, compute, Mode.APPLY, secret(action.secret(), "another usage", "cinder"));
    StepSucceeded undone = succeeds(Mode.UNDO, action);
    StepSucceeded after = succeeds(Mode.PLAN, action);

    // then
    assertThat(first.changed()).isTrue();
    assertThat(second.changed()).isFalse();
    assertThat(otherKey.summary()).contains("gets another value");
    assertThat(otherUuid.summary()).contains("in the place of " + action.secret());
    assertThat(otherUsage).isInstanceOf(StepFailed.class);
    assertThat(((StepFailed) otherUsage).code()).isEqualTo(ErrorCode.SECRET_CONFLICT);
    assertThat(undone.changed()).isTrue();
    assertThat(after.changed()).isTrue();
  }

  @Test
  void adoptsTheSecretThatTheComputeHas() {
    // given
    Action.DefineSecret byHand = secret(UUID.randomUUID(), "adopted secret", "cinder");
    succeeds(Mode.APPLY, byHand);
    Action.DefineSecret deciding =
        new Action.DefineSecret(
            lab.ceph(),
            byHand.client(),
            UUID.randomUUID(),
            byHand.usage(),
            Optional.of(
                new Action.SecretAdoption(
                    lab.node("openstack-controller01", "10.77.0.11"),
                    new FilePath("/etc/cinder/cinder.conf"),
                    new BackendName("nowhere"))));

    // when
    StepSucceeded adopted = succeeds(Mode.APPLY, deciding);

    // then
    assertThat(adopted.changed()).isFalse();
    assertThat(adopted.facts())
        .containsEntry(Action.SecretOwner.CINDER.fact(), byHand.secret().toString());
    succeeds(Mode.UNDO, byHand);
  }

  private Action.DefineSecret secret(UUID uuid, String usage, String client) {
    return new Action.DefineSecret(
        lab.ceph(), new ClientName(client), uuid, usage, Optional.empty());
  }

  private StepSucceeded succeeds(Mode mode, Action.DefineSecret action) {
    Event event = lab.run(step, compute, mode, action);
    System.getLogger("lab").log(System.Logger.Level.INFO, event.toString());
    assertThat(event).isInstanceOf(StepSucceeded.class);
    return (StepSucceeded) event;
  }
}
