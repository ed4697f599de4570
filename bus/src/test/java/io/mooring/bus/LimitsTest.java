package io.mooring.bus;

import static io.mooring.contracts.Limits.change;
import static io.mooring.contracts.Limits.look;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action;
import io.mooring.contracts.Command;
import io.mooring.contracts.Limits;
import io.mooring.contracts.MessageTypes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What each action may do with a node one after another, seen from where the step runs. */
class LimitsTest {
  private static final Map<String, Action> ACTIONS =
      Samples.commands().stream()
          .map(Command::action)
          .collect(Collectors.toMap(action -> MessageTypes.of(action).name(), Function.identity()));

  @Test
  void everyActionMayReachItsNodeAndLookAtItBeforeAndAfter() {
    assertThat(ACTIONS).hasSameSizeAs(MessageTypes.actions());
    for (Action action : ACTIONS.values()) {
      assertThat(Limits.of(action))
          .as(MessageTypes.of(action).name())
          .isGreaterThanOrEqualTo(Limits.REACH.plus(look(Limits.SCRIPT).multipliedBy(2)));
    }
  }

  @Test
  void packagesMayBeInstalledToTheEnd() {
    assertThat(limit("install-client"))
        .isGreaterThan(look(Limits.SCRIPT).plus(change(Limits.INSTALLATION)));
  }

  @Test
  void filesMayBeReadAndWritten() {
    for (String name :
        List.of("place-conf", "place-keyring", "configure-glance", "configure-cinder")) {
      assertThat(limit(name))
          .as(name)
          .isGreaterThan(
              look(Limits.SCRIPT)
                  .plus(look(Limits.ADMIN_QUESTION))
                  .plus(change(Limits.FILE_WRITE)));
    }
  }

  @Test
  void theClusterMayBeAskedAndChanged() {
    for (String name : List.of("create-pool", "create-user")) {
      assertThat(limit(name))
          .as(name)
          .isGreaterThan(look(Limits.CLUSTER_QUESTION).plus(change(Limits.CLUSTER_CHANGE)));
    }
    assertThat(limit("check-cluster")).isGreaterThan(look(Limits.CLUSTER_QUESTION));
  }

  @Test
  void aRestartMayFailAtTheVeryEndAndBeFollowedByAnother() {
    for (String name :
        List.of("restart-glance", "restart-cinder", "restart-cinder-backup", "restart-nova")) {
      Duration gate =
          switch (ACTIONS.get(name)) {
            case Action.RestartGlance glance -> glance.gate().timeout();
            case Action.RestartCinder cinder -> cinder.gate().timeout();
            case Action.RestartCinderBackup backup -> backup.gate().timeout();
            case Action.RestartNova nova -> nova.gate().timeout();
            case Action other -> throw new AssertionError(other);
          };
      Duration once = change(gate.plus(Limits.RESTART_MARGIN)).plus(gate);
      assertThat(limit(name))
          .as(name)
          .isGreaterThan(once.multipliedBy(2).plus(change(Limits.FILE_WRITE)));
    }
  }

  @Test
  void testsMayWaitAndCleanUp() {
    for (String name : List.of("test-volume", "test-backup")) {
      assertThat(limit(name))
          .as(name)
          .isGreaterThan(
              Limits.ACCEPTANCE
                  .plus(Limits.CLEANING)
                  .plus(Limits.KEYSTONE)
                  .plus(Limits.API_REQUEST.multipliedBy(2)));
    }
    assertThat(limit("test-image"))
        .isGreaterThan(Limits.KEYSTONE.plus(Limits.API_REQUEST.multipliedBy(4)));
  }

  private static Duration limit(String action) {
    return Limits.of(ACTIONS.get(action));
  }
}
