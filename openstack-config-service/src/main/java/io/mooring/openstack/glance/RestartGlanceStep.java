package io.mooring.openstack.glance;

import io.mooring.contracts.Action.RestartGlance;
import io.mooring.contracts.ApiAccess;
import io.mooring.node.NodeSession;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.unit.FoundService;
import io.mooring.openstack.unit.GatedRestart;
import io.mooring.openstack.unit.PeerProbe;
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
  private final GatedRestart gated;
  private final Apis apis;

  RestartGlanceStep(GatedRestart gated, Apis apis) {
    this.gated = gated;
    this.apis = apis;
  }

  @Override
  public Class<RestartGlance> action() {
    return RestartGlance.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartGlance action) {
    return FoundService.look(context, restart(action, layout(context)), peers(action));
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
        (report, since) -> OwnGlance.health(apis, context.node(), found.layout(), own(action)));
  }

  /** A service that was restarted a moment ago still has to show that it keeps running. */
  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Outcome undo(StepContext context, RestartGlance action) {
    Layout layout = layout(context);
    return gated.undo(
        context,
        restart(action, layout),
        peers(action),
        (report, since) -> OwnGlance.health(apis, context.node(), layout, own(action)));
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.GLANCE_API);
  }

  private static Restart restart(RestartGlance action, Layout layout) {
    return Restart.of(layout, action.file(), action.reads(), action.gate(), action.peers());
  }

  private PeerProbe peers(RestartGlance action) {
    return (peer, layout) -> OwnGlance.health(apis, peer, layout, of(peer, action));
  }

  private static ApiAccess own(RestartGlance action) {
    return action.api().orElseGet(() -> ApiAccess.usual(action.port()));
  }

  private static ApiAccess of(NodeSession peer, RestartGlance action) {
    int place = action.peers().indexOf(peer.address());
    return place >= 0 && place < action.peerApis().size()
        ? action.peerApis().get(place)
        : ApiAccess.usual(action.port());
  }
}
