package io.mooring.openstack.nova;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Action.RestartNova;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Limits;
import io.mooring.contracts.OpenstackAccess;
import io.mooring.node.NodeSession;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.openstack.unit.FoundService;
import io.mooring.openstack.unit.GatedRestart;
import io.mooring.openstack.unit.Health;
import io.mooring.openstack.unit.HealthProbe;
import io.mooring.openstack.unit.ListedService;
import io.mooring.openstack.unit.Restart;
import io.mooring.openstack.unit.RestartPlan;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Step {@code restart-nova}: restarts nova-compute and sees that nova counts on it. Machines go on
 * running meanwhile, so it may be down on another compute.
 */
@Singleton
final class RestartNovaStep implements Step<RestartNova, FoundService> {
  private static final String BINARY = "nova-compute";

  private final GatedRestart gated;
  private final Authentication authentication;
  private final Apis apis;

  RestartNovaStep(GatedRestart gated, Authentication authentication, Apis apis) {
    this.gated = gated;
    this.authentication = authentication;
    this.apis = apis;
  }

  @Override
  public Class<RestartNova> action() {
    return RestartNova.class;
  }

  @Override
  public FoundService inspect(StepContext context, RestartNova action) {
    return FoundService.look(
        context, restart(action, layout(context)), (peer, layout) -> new Health.Healthy());
  }

  @Override
  public Plan plan(RestartNova action, FoundService found) {
    return RestartPlan.of(restart(action, found.layout()), found);
  }

  @Override
  public Outcome apply(StepContext context, RestartNova action, FoundService found, Plan plan) {
    Restart restart = restart(action, found.layout());
    if (gated.isOver(restart, found, plan)) {
      return Outcome.asPlanned(plan);
    }
    return switch (action.openstack().auth()) {
      case NONE -> gated.restart(context, restart, found, plan, RestartNovaStep::runs);
      case KEYSTONE -> restartAndAsk(context, action, found, plan);
    };
  }

  /** A service that was restarted a moment ago still has to show that it keeps running. */
  @Override
  public boolean proves() {
    return true;
  }

  private Outcome restartAndAsk(
      StepContext context, RestartNova action, FoundService found, Plan plan) {
    NodeSession apiNode = context.nodes().session(action.apiNode());
    OpenstackAccess access = action.openstack();
    String host = host(context.node(), action, found);
    String services =
        "/v2.1/os-services?binary=%s&host=%s"
            .formatted(BINARY, URLEncoder.encode(host, StandardCharsets.UTF_8));
    try (Endpoint nova =
        apis.open(
            apiNode,
            ApiKind.COMPUTE,
            action.api().orElseGet(() -> ApiAccess.usual(action.apiPort())),
            authentication.identify(apiNode, access),
            Limits.API_PROBE)) {
      HealthProbe counted = (report, since) -> judge(nova.get(services), host, since);
      return gated.restart(context, restart(action, found.layout()), found, plan, counted);
    }
  }

  @Override
  public Outcome undo(StepContext context, RestartNova action) {
    return gated.undo(
        context,
        restart(action, layout(context)),
        (peer, layout) -> new Health.Healthy(),
        RestartNovaStep::runs);
  }

  private static Health runs(Object report, Instant since) {
    return new Health.Healthy();
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.NOVA_COMPUTE);
  }

  private static Restart restart(RestartNova action, Layout layout) {
    return Restart.of(layout, action.file(), action.reads(), action.gate(), List.of());
  }

  /** Nova calls the compute by {@code host}, else by the node's host name. */
  private static String host(NodeSession node, RestartNova action, FoundService found) {
    return ServiceConfiguration.read(node, found.layout().file(action.file()).path())
        .content()
        .flatMap(now -> now.value("DEFAULT", "host"))
        .orElse(found.report().hostName());
  }

  static Health judge(Answer answer, String host, Instant restarted) {
    Optional<String> problem = answer.problem("nova-api does not list its services");
    if (problem.isPresent()) {
      return new Health.NotYet(problem.get());
    }
    for (JsonNode entry : answer.json().path("services")) {
      if (entry.path("binary").asText().equals(BINARY)
          && entry.path("host").asText().equals(host)) {
        return ListedService.judge(entry, BINARY + " on " + host, restarted);
      }
    }
    return new Health.NotYet("%s on %s is not registered with nova".formatted(BINARY, host));
  }
}
