package io.mooring.participant.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.mooring.contracts.Change;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Event;
import io.mooring.contracts.Event.StepFailed;
import io.mooring.contracts.Event.StepSucceeded;
import io.mooring.contracts.Event.StepUnknown;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Finding.Severity;
import io.mooring.contracts.Mode;
import io.mooring.contracts.NodeName;
import io.mooring.contracts.Participant;
import io.mooring.contracts.Seen;
import io.mooring.infrastructure.Commands;
import io.mooring.node.Fence;
import io.mooring.node.NodeFailure;
import io.mooring.node.OutcomeUnknown;
import io.mooring.node.UnknownHostKey;
import io.mooring.participant.step.Plan;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InspectFirstTest {
  private static final Instant NOW = Instant.parse("2026-11-22T16:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Change CHANGE = Change.of(Change.Kind.CREATE, "pool", "makes the pool");

  private final ScriptedStep step = new ScriptedStep();

  @Test
  void nothingToChangeIsUnchangedAndNotApplied() {
    // given
    step.planned = new Plan("as wanted", List.of(), List.of(), Map.of("ceph.fsid", "1"));

    // when
    Event event = run(Mode.APPLY);

    // then
    assertThat(step.calls).containsExactly("inspect", "plan");
    assertThat(event)
        .asInstanceOf(type(StepSucceeded.class))
        .satisfies(
            succeeded -> {
              assertThat(succeeded.changed()).isFalse();
              assertThat(succeeded.facts()).containsEntry("ceph.fsid", "1");
              assertThat(succeeded.execution().participant()).isEqualTo(Participant.CEPH);
              assertThat(succeeded.execution().instance()).isEqualTo("here/1");
            });
  }

  @Test
  void whatDiffersIsApplied() {
    // given
    step.planned = Plan.of("makes it", List.of(CHANGE));

    // when
    Event event = run(Mode.APPLY);

    // then
    assertThat(step.calls).containsExactly("inspect", "plan", "apply");
    assertThat(event)
        .asInstanceOf(type(StepSucceeded.class))
        .satisfies(succeeded -> assertThat(succeeded.changes()).containsExactly(CHANGE));
    assertThat(((StepSucceeded) event).changed()).isTrue();
  }

  @Test
  void theFirstLookOfWhatMayChangeSomethingIsBehindTheFenceAndThatOfAPlanIsNot() {
    run(Mode.PLAN);
    assertThat(step.fences).isEmpty();

    run(Mode.APPLY);
    run(Mode.UNDO);
    assertThat(step.fences).extracting(Fence::epoch).containsExactly(1L, 1L);
  }

  @Test
  void aProofIsAppliedThoughNothingDiffers() {
    // given
    step.proof = true;

    // when
    run(Mode.APPLY);

    // then
    assertThat(step.calls).containsExactly("inspect", "plan", "apply");
  }

  @Test
  void aStopFindingFailsTheStepWithAllFindingsBeforeAnyChange() {
    // given
    Finding first = finding(Severity.STOP, ErrorCode.CLUSTER_UNHEALTHY, "It is ill.");
    Finding second = finding(Severity.STOP, ErrorCode.PLACEMENT_GROUP_BUDGET, "It is full.");
    Finding note = finding(Severity.INFO, ErrorCode.POOL_CONFLICT, "By the way.");
    step.planned = new Plan("stop", List.of(CHANGE), List.of(note, first, second), Map.of());

    // when
    Event event = run(Mode.APPLY);

    // then
    assertThat(step.calls).containsExactly("inspect", "plan");
    assertThat(event)
        .asInstanceOf(type(StepFailed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.CLUSTER_UNHEALTHY);
              assertThat(failed.retryable()).isFalse();
              assertThat(failed.message()).isEqualTo("It is ill. It is full.");
              assertThat(failed.findings()).containsExactly(note, first, second);
              assertThat(failed.changes()).isEmpty();
            });
  }

  @Test
  void planModeNeverApplies() {
    // given
    step.planned = Plan.of("would make it", List.of(CHANGE));
    step.proof = true;

    // when
    Event event = run(Mode.PLAN);

    // then
    assertThat(step.calls).containsExactly("inspect", "plan");
    assertThat(event)
        .asInstanceOf(type(StepSucceeded.class))
        .satisfies(succeeded -> assertThat(succeeded.changes()).containsExactly(CHANGE));
  }

  @Test
  void planModeTellsWhatStopsAndNeverFails() {
    // given
    Finding stop =
        Finding.stop(ErrorCode.EXISTING_IMAGES, "There are two images.")
            .deciding("existing-images", new Choice("accept", "They can't be used any more."));
    step.planned = Plan.stop(stop).on(List.of(new Seen("/etc/x", "sha256:1")));

    // when
    Event event = run(Mode.PLAN);

    // then
    assertThat(event)
        .asInstanceOf(type(StepSucceeded.class))
        .satisfies(
            succeeded -> {
              assertThat(succeeded.findings()).containsExactly(stop);
              assertThat(succeeded.seen()).containsExactly(new Seen("/etc/x", "sha256:1"));
              assertThat(succeeded.digest()).isPresent();
            });
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAN", "APPLY"})
  void theExpectedPlanIsCarriedOut(Mode mode) {
    // given
    step.planned = Plan.of("makes it", List.of(CHANGE));
    String digest = ((StepSucceeded) run(Mode.PLAN)).digest().orElseThrow();

    // when
    Event event = step.run(Commands.expecting(mode, digest), CLOCK);

    // then
    assertThat(event)
        .asInstanceOf(type(StepSucceeded.class))
        .satisfies(succeeded -> assertThat(succeeded.digest()).contains(digest));
  }

  @ParameterizedTest
  @EnumSource(names = {"PLAN", "APPLY"})
  void anotherPlanThanTheExpectedStopsBeforeAnyChange(Mode mode) {
    // given
    step.planned = Plan.of("makes it", List.of(CHANGE)).on(List.of(new Seen("/etc/x", "sha256:1")));
    String digest = ((StepSucceeded) run(Mode.PLAN)).digest().orElseThrow();
    step.planned = step.planned.on(List.of(new Seen("/etc/x", "sha256:2")));
    step.calls.clear();

    // when
    Event event = step.run(Commands.expecting(mode, digest), CLOCK);

    // then
    assertThat(step.calls).containsExactly("inspect", "plan");
    assertThat(event)
        .asInstanceOf(type(StepFailed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.WORLD_MOVED);
              assertThat(failed.retryable()).isFalse();
              assertThat(failed.seen()).containsExactly(new Seen("/etc/x", "sha256:2"));
              assertThat(failed.digest()).isPresent().get().isNotEqualTo(digest);
            });
  }

  @Test
  void undoModeOnlyUndoes() {
    run(Mode.UNDO);
    assertThat(step.calls).containsExactly("undo");
  }

  @Test
  void anUnreachableNodeFailsRetryable() {
    // given
    step.inspection =
        () -> {
          throw new NodeFailure(ErrorCode.NODE_UNREACHABLE, "no route to mon");
        };

    // when
    Event event = run(Mode.APPLY);

    // then
    assertThat(event)
        .asInstanceOf(type(StepFailed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.NODE_UNREACHABLE);
              assertThat(failed.retryable()).isTrue();
              assertThat(failed.message()).isEqualTo("no route to mon");
            });
  }

  @Test
  void anUnknownHostKeyIsForAPersonToTrust() {
    // given
    step.inspection =
        () -> {
          throw new UnknownHostKey(
              new NodeName("bastion"), "SHA256:abc", "bastion shows the host key SHA256:abc");
        };

    // when
    Event event = run(Mode.PLAN);

    // then
    assertThat(event)
        .asInstanceOf(type(StepFailed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.HOST_KEY_UNKNOWN);
              assertThat(failed.findings())
                  .singleElement()
                  .satisfies(
                      finding -> {
                        assertThat(finding.severity()).isEqualTo(Severity.STOP);
                        assertThat(finding.key()).isEqualTo("host-key:bastion:SHA256:abc");
                        assertThat(finding.choices())
                            .extracting(Choice::name)
                            .containsExactly("trust");
                      });
            });
  }

  @Test
  void aLostConnectionIsUnknown() {
    // given
    step.planned = Plan.of("makes it", List.of(CHANGE));
    step.application =
        () -> {
          throw new OutcomeUnknown("the connection was lost");
        };

    // when
    Event event = run(Mode.APPLY);

    // then
    assertThat(event)
        .asInstanceOf(type(StepUnknown.class))
        .satisfies(unknown -> assertThat(unknown.reason()).isEqualTo("the connection was lost"));
  }

  @Test
  void aDefectDoesNotTellItsText() {
    // given
    step.inspection =
        () -> {
          throw new IllegalStateException("key=AQB7secret");
        };

    // when
    Event event = run(Mode.APPLY);

    // then
    assertThat(event)
        .asInstanceOf(type(StepFailed.class))
        .satisfies(
            failed -> {
              assertThat(failed.code()).isEqualTo(ErrorCode.INTERNAL);
              assertThat(failed.toString()).doesNotContain("AQB7secret");
              assertThat(failed.message()).contains("IllegalStateException", "here/1");
            });
  }

  @Test
  void whatComesTooLateIsNotBegun() {
    // when
    Event event = step.run(Commands.with("mon", 1, Mode.APPLY, NOW.minusSeconds(1)), CLOCK);

    // then
    assertThat(step.calls).isEmpty();
    assertThat(event)
        .asInstanceOf(type(StepFailed.class))
        .satisfies(failed -> assertThat(failed.code()).isEqualTo(ErrorCode.NOT_STARTED));
  }

  private Event run(Mode mode) {
    return step.run(Commands.with("mon", 1, mode, Commands.DEADLINE), CLOCK);
  }

  private static Finding finding(Severity severity, ErrorCode code, String message) {
    return Finding.of(severity, code, message, code.next());
  }
}
