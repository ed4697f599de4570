package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.Change;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.infrastructure.Site;
import io.mooring.node.Secret;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Plan;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CreateUserStepTest {
  private static final CreateUser ACTION =
      new CreateUser(
          Site.CEPH,
          new ClientName("glance"),
          Map.of("mon", "profile rbd", "osd", "profile rbd pool=images"),
          CapsStyle.PROFILE);

  @Test
  void aMissingUserIsCreatedWithItsCaps() {
    Plan plan = plan(null);
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Change.Kind.CREATE);
              assertThat(change.diff())
                  .contains("+mon: profile rbd\n+osd: profile rbd pool=images\n");
              assertThat(change.summary())
                  .endsWith("it reads and writes images, may lock out a dead client");
            });
    assertThat(plan.findings()).isEmpty();
  }

  @Test
  void aUserWithItsCapsIsLeft() {
    Plan plan = plan(ACTION.caps());
    assertThat(plan.changes()).isEmpty();
    assertThat(plan.summary()).contains("client.glance", "fingerprint");
  }

  @Test
  void capsThatLackAreAddedAndOthersAreShown() {
    Plan plan = plan(Map.of("mon", "allow r", "osd", "profile rbd pool=images"));
    assertThat(plan.changes())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.kind()).isEqualTo(Change.Kind.UPDATE);
              assertThat(change.diff()).contains("+mon: profile rbd\n");
            });
    assertThat(plan.findings())
        .extracting(Finding::severity)
        .containsExactly(Severity.WARNING, Severity.INFO);
    assertThat(plan.findings().getFirst().message()).contains("mon: allow r");
    assertThat(plan.findings().getLast().message()).contains("could not lock out a dead client");
  }

  @Test
  void theKeyOfAnAnswerIsKeptAsAFingerprintOnly() {
    String key = "AQC0ffee0000000000000000000000000000000==";
    Answers answers =
        Recorded.answers(
            1,
            "[{\"entity\":\"client.glance\",\"key\":\"%s\",\"caps\":{\"mon\":\"profile rbd\"}}]\n"
                    .formatted(key)
                + "{\"fsid\":\"x\"}");
    CephxUser user = CephxUser.read(answers.get(0));
    assertThat(user.caps()).containsEntry("mon", "profile rbd");
    assertThat(user.fingerprint()).isEqualTo(Secret.of(key).fingerprint());
    assertThat(user.toString()).doesNotContain(key);
  }

  private static Plan plan(Map<String, String> caps) {
    return new CreateUserStep(new Cluster(null))
        .plan(
            ACTION,
            new CreateUserStep.Found(
                Optional.ofNullable(caps).map(found -> new CephxUser(found, "fingerprint")),
                Optional.empty(),
                Decisions.NONE));
  }
}
