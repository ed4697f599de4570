package io.mooring.ceph;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CapsStyle;
import io.mooring.contracts.Action.CreateUser;
import io.mooring.contracts.ClientName;
import io.mooring.contracts.ErrorCode;
import io.mooring.infrastructure.Site;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.StepContext;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A saga takes back what it did to a user, and nothing that another saga or somebody else did. */
class UndoUserTest {
  private static final Map<String, String> FIRST = Map.of("mon", "profile rbd");
  private static final Map<String, String> MORE =
      Map.of("mon", "profile rbd", "osd", "profile rbd pool=vms");

  private final Monitors monitors = new Monitors();
  private final CreateUserStep step = new CreateUserStep(new Cluster(monitors.admin()));

  @Test
  void aLaterSagaGivesBackTheCapsAndKeepsTheUser() {
    // given
    apply(1, FIRST);
    apply(2, MORE);

    // when
    Outcome outcome = undo(2, MORE);

    // then
    assertThat(outcome).isInstanceOf(Outcome.Succeeded.class);
    assertThat(monitors.users).containsEntry("client.cinder", FIRST);

    // and the saga that made the user may still remove it
    assertThat(undo(1, FIRST)).isInstanceOf(Outcome.Succeeded.class);
    assertThat(monitors.users).isEmpty();
  }

  @Test
  void aSagaThatFoundEverythingInPlaceTakesNothingBack() {
    // given
    apply(1, FIRST);

    // when
    Outcome outcome = undo(2, FIRST);

    // then
    assertThat(((Outcome.Succeeded) outcome).changes()).isEmpty();
    assertThat(monitors.users).containsKey("client.cinder");
  }

  @Test
  void capsThatSomebodyAddedSinceAreNotTakenAway() {
    // given
    apply(1, FIRST);
    monitors.users.put("client.cinder", MORE);

    // when
    Outcome outcome = undo(1, FIRST);

    // then
    assertThat(((Outcome.Failed) outcome).code()).isEqualTo(ErrorCode.CAPS_CONFLICT);
    assertThat(monitors.users).containsEntry("client.cinder", MORE);
  }

  @Test
  void anUndoThatIsSentTwiceDoesNoHarm() {
    // given
    monitors.users.put("client.cinder", Map.of("mon", "allow r"));
    apply(1, FIRST);
    undo(1, FIRST);

    // when
    Outcome again = undo(1, FIRST);

    // then
    assertThat(((Outcome.Succeeded) again).changes()).isEmpty();
    assertThat(monitors.users).containsEntry("client.cinder", Map.of("mon", "allow r"));
  }

  @Test
  void aSecondAttemptRemembersWhatWasBeforeTheFirst() {
    // given
    monitors.users.put("client.cinder", Map.of("mon", "allow r"));
    apply(1, FIRST);
    apply(1, MORE);

    // when
    undo(1, MORE);

    // then
    assertThat(monitors.users).containsEntry("client.cinder", Map.of("mon", "allow r"));
  }

  @Test
  void whatIsConnectedKeepsItsUser() {
    // given
    apply(1, FIRST);
    monitors.sessions = 2;

    // when
    Outcome outcome = undo(1, FIRST);

    // then
    assertThat(((Outcome.Failed) outcome).code()).isEqualTo(ErrorCode.IN_USE);
    assertThat(monitors.users).containsKey("client.cinder");
  }

  @Test
  void theWholeIntegrationGoesBackBehindItsFirstSaga() {
    // given
    monitors.users.put("client.cinder", Map.of("mon", "allow r"));
    apply(1, FIRST);
    apply(2, MORE);

    // when
    step.undo(monitors.undo(Optional.empty()), action(MORE));

    // then
    assertThat(monitors.users).containsEntry("client.cinder", Map.of("mon", "allow r"));

    // and later integrations of the same name begin anew
    monitors.users.remove("client.cinder");
    apply(3, FIRST);
    step.undo(monitors.undo(Optional.empty()), action(FIRST));
    assertThat(monitors.users).isEmpty();
  }

  @Test
  void capsThatNobodyAskedForGoOnlyWhenAPersonSaidSo() {
    // given
    CephxUser user = new CephxUser(MORE, "f");
    CreateUserStep.Found undecided =
        new CreateUserStep.Found(Optional.of(user), Optional.empty(), Decisions.NONE);
    CreateUserStep.Found decided =
        new CreateUserStep.Found(
            Optional.of(user),
            Optional.empty(),
            new Decisions(Map.of("extra-caps:client.cinder", "remove")));

    // then
    assertThat(step.plan(action(FIRST), undecided).changes()).isEmpty();
    assertThat(step.plan(action(FIRST), decided).changes())
        .singleElement()
        .satisfies(change -> assertThat(change.diff()).contains("-osd: profile rbd pool=vms\n"));
  }

  private void apply(int saga, Map<String, String> caps) {
    StepContext context = monitors.saga(saga);
    CreateUser action = action(caps);
    CreateUserStep.Found found = step.inspect(context, action);
    step.apply(context, action, found, step.plan(action, found));
  }

  private Outcome undo(int saga, Map<String, String> caps) {
    return step.undo(monitors.undo(Optional.of(saga)), action(caps));
  }

  private static CreateUser action(Map<String, String> caps) {
    return new CreateUser(Site.CEPH, new ClientName("cinder"), caps, CapsStyle.PROFILE);
  }
}
