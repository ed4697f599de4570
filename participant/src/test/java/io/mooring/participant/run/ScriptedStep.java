package io.mooring.participant.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.contracts.Action.CheckCluster;
import io.mooring.contracts.Command;
import io.mooring.contracts.Event;
import io.mooring.node.Fence;
import io.mooring.node.NodeSession;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Progress;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A step that does what a test says, and remembers what was called. */
final class ScriptedStep implements Step<CheckCluster, String> {
  Supplier<String> inspection = () -> "found";
  Plan planned = Plan.nothing("as wanted");
  Supplier<Outcome> application = () -> Outcome.asPlanned(planned);
  boolean proof;
  final List<String> calls = new ArrayList<>();

  /** How the first look is made; only that is asked of it. */
  final List<Fence> fences = new ArrayList<>();

  private final NodeSession node =
      (NodeSession)
          Proxy.newProxyInstance(
              NodeSession.class.getClassLoader(),
              new Class<?>[] {NodeSession.class},
              (session, method, arguments) -> {
                assertThat(method.getName()).isEqualTo("behind");
                fences.add((Fence) arguments[0]);
                return session;
              });

  @Override
  public Class<CheckCluster> action() {
    return CheckCluster.class;
  }

  @Override
  public String inspect(StepContext context, CheckCluster action) {
    calls.add("inspect");
    return inspection.get();
  }

  @Override
  public Plan plan(CheckCluster action, String found) {
    calls.add("plan");
    return planned;
  }

  @Override
  public Outcome apply(StepContext context, CheckCluster action, String found, Plan plan) {
    calls.add("apply");
    return application.get();
  }

  @Override
  public Outcome undo(StepContext context, CheckCluster action) {
    calls.add("undo");
    return Outcome.asPlanned(Plan.nothing("nothing to take back"));
  }

  @Override
  public boolean proves() {
    return proof;
  }

  /** What the runner makes of a command with this step. */
  Event run(Command command, Clock clock) {
    return new InspectFirst(
            List.of(this),
            address -> node,
            new ParticipantInstance("here/1"),
            new CrashPoints(Optional.empty()),
            clock)
        .run(command, Progress.UNTOLD);
  }
}
