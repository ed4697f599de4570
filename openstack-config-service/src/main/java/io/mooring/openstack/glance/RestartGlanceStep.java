package io.mooring.openstack.glance;

import io.mooring.contracts.Action.RestartGlance;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
import io.mooring.node.Secret;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.openstack.unit.FoundService;
import io.mooring.openstack.unit.GatedRestart;
import io.mooring.openstack.unit.Health;
import io.mooring.openstack.unit.Restart;
import io.mooring.openstack.unit.RestartPlan;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;

/** Step {@code restart-glance}: restarts glance-api on one controller and sees that it answers. */
@Singleton
final class RestartGlanceStep implements Step<RestartGlance, FoundService> {
  /** The list of versions is given to everybody (Image API, "List API versions"). */
  private static final Identity NOBODY = new Identity(Secret.of(""), "");

  private final GatedRestart gated;

  RestartGlanceStep(GatedRestart gated) {
    this.gated = gated;
  }

  @Override
  public Class<RestartGlance> action() {
    return RestartGlance.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartGlance action) {
    return FoundService.look(context, restart(action, layout(context)), peer -> ask(peer, action));
  }

  @Override
  public Plan plan(RestartGlance action, FoundService found) {
    return RestartPlan.of(restart(action, found.layout()), found);
  }

  @Override
  public Outcome apply(StepContext context, RestartGlance action, FoundService found, Plan plan) {
    return gated.restart(
        context,
        restart(action, found.layout()),
        found,
        plan,
        (report, since) -> ask(context.node(), action));
  }

  /** A service that was restarted a moment ago still has to show that it keeps running. */
  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Outcome undo(StepContext context, RestartGlance action) {
    return gated.undo(
        context,
        restart(action, layout(context)),
        peer -> ask(peer, action),
        (report, since) -> ask(context.node(), action));
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.GLANCE_API);
  }

  private static Restart restart(RestartGlance action, Layout layout) {
    return Restart.of(layout, action.file(), action.reads(), action.gate(), action.peers());
  }

  private static Health ask(NodeSession node, RestartGlance action) {
    try (Endpoint glance = Endpoint.open(node, action.port(), NOBODY, Limits.API_PROBE)) {
      Answer answer = glance.get("/versions");
      boolean answers = answer.status() > 0 && answer.status() < 500;
      return answers
          ? new Health.Healthy()
          : new Health.NotYet(answer.problem("glance-api does not answer").orElse(""));
    }
  }
}
