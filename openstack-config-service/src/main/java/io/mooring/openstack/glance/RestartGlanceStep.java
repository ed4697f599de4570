package io.mooring.openstack.glance;

import io.mooring.contracts.Action.RestartGlance;
import io.mooring.node.Secret;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.openstack.unit.FoundService;
import io.mooring.openstack.unit.GatedRestart;
import io.mooring.openstack.unit.Health;
import io.mooring.openstack.unit.ServiceKind;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.enterprise.context.ApplicationScoped;

/** Step {@code restart-glance}: restarts glance-api on one controller and sees that it answers. */
@ApplicationScoped
public class RestartGlanceStep implements Step<RestartGlance, FoundService> {
  private static final ServiceKind GLANCE = ServiceKind.GLANCE_API;

  /** The list of versions is given to everybody (Image API, "List API versions"). */
  private static final Identity NOBODY = new Identity(Secret.of(""), "");

  private final GatedRestart restart;

  /** Restarts through this gate. */
  public RestartGlanceStep(GatedRestart restart) {
    this.restart = restart;
  }

  @Override
  public Class<RestartGlance> action() {
    return RestartGlance.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartGlance action) {
    return FoundService.look(context, GLANCE, action.file(), action.reads());
  }

  @Override
  public Plan plan(RestartGlance action, FoundService found) {
    return GatedRestart.plan(GLANCE, action.file(), found);
  }

  @Override
  public Outcome apply(StepContext context, RestartGlance action, FoundService found, Plan plan) {
    try (Endpoint glance = Endpoint.open(context.node(), action.port(), NOBODY)) {
      return restart.restart(
          context, GLANCE, found, action.file(), action.gate(), (report, since) -> ask(glance));
    }
  }

  private static Health ask(Endpoint glance) {
    Answer answer = glance.get("/versions");
    boolean answers = answer.status() > 0 && answer.status() < 500;
    return answers
        ? new Health.Healthy()
        : new Health.NotYet(answer.problem("glance-api does not answer").orElse(""));
  }

  @Override
  public Outcome undo(StepContext context, RestartGlance action) {
    try (Endpoint glance = Endpoint.open(context.node(), action.port(), NOBODY)) {
      FoundService found = inspect(context, action);
      return restart.undo(
          context, GLANCE, found, action.file(), action.gate(), (report, since) -> ask(glance));
    }
  }
}
