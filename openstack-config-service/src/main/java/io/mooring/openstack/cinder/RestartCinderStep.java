package io.mooring.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.RestartCinder;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Volumes;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.openstack.unit.FoundService;
import io.mooring.openstack.unit.GatedRestart;
import io.mooring.openstack.unit.Health;
import io.mooring.openstack.unit.ListedService;
import io.mooring.openstack.unit.Restart;
import io.mooring.openstack.unit.RestartPlan;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/**
 * Step {@code restart-cinder}: restarts cinder-volume and sees that its back end is reported up.
 */
@Singleton
final class RestartCinderStep implements Step<RestartCinder, FoundService> {
  private final GatedRestart gated;
  private final Authentication authentication;
  private final Apis apis;

  RestartCinderStep(GatedRestart gated, Authentication authentication, Apis apis) {
    this.gated = gated;
    this.authentication = authentication;
    this.apis = apis;
  }

  @Override
  public Class<RestartCinder> action() {
    return RestartCinder.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartCinder action) {
    // The other controllers' back ends may not be configured yet, so a unit that runs is enough.
    return FoundService.look(
        context, restart(action, layout(context)), (peer, layout) -> new Health.Healthy());
  }

  @Override
  public Plan plan(RestartCinder action, FoundService found) {
    return RestartPlan.of(restart(action, found.layout()), found);
  }

  @Override
  public Outcome apply(StepContext context, RestartCinder action, FoundService found, Plan plan) {
    if (gated.isOver(restart(action, found.layout()), found, plan)) {
      return Outcome.asPlanned(plan);
    }
    NodeSession apiNode = context.nodes().session(action.apiNode());
    String service = serviceHost(context.node(), action, found);
    try (Endpoint cinder =
        apis.open(
            apiNode,
            ApiKind.VOLUME,
            action.api().orElseGet(() -> ApiAccess.usual(action.apiPort())),
            authentication.identify(apiNode, action.openstack()),
            Limits.API_PROBE)) {
      Volumes volumes = new Volumes(cinder);
      return gated.restart(
          context,
          restart(action, found.layout()),
          found,
          plan,
          (report, since) -> judge(volumes.services(), service, since));
    }
  }

  /** A service that was restarted a moment ago still has to show that it keeps running. */
  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Outcome undo(StepContext context, RestartCinder action) {
    // The Ceph back end need not be up any more once it is not configured.
    return gated.undo(
        context,
        restart(action, layout(context)),
        (peer, layout) -> new Health.Healthy(),
        (report, since) -> new Health.Healthy());
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.CINDER_VOLUME);
  }

  private static Restart restart(RestartCinder action, Layout layout) {
    return Restart.of(layout, action.file(), action.reads(), action.gate(), action.peers());
  }

  /** Cinder calls itself by {@code backend_host}, else {@code host}, else the node's host name. */
  private static String serviceHost(NodeSession node, RestartCinder action, FoundService found) {
    Optional<ConfigurationFile> file =
        ServiceConfiguration.read(node, found.layout().file(action.file()).path()).content();
    String backend = action.backend().value();
    String host =
        file.flatMap(now -> now.value(backend, "backend_host"))
            .or(() -> file.flatMap(now -> now.value("DEFAULT", "host")))
            .orElse(found.report().hostName());
    return host + "@" + backend;
  }

  static Health judge(Answer answer, String service, Instant restarted) {
    Optional<String> problem = answer.problem("cinder-api does not list its services");
    if (problem.isPresent()) {
      return new Health.NotYet(problem.get());
    }
    for (JsonNode entry : answer.json().path("services")) {
      if (entry.path("host").asText().equals(service)) {
        return ListedService.judge(entry, service, restarted);
      }
    }
    return new Health.NotYet(service + " is not registered with cinder yet");
  }
}
