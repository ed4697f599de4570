package io.mooring.openstack.cinder;

import com.fasterxml.jackson.databind.JsonNode;
import io.mooring.contracts.Limits;
import io.mooring.node.NodeSession;
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
import io.mooring.openstack.unit.RestartPlan;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;

/** Restarts a worker of cinder, and sees that cinder-api lists it as up since then. */
@Singleton
final class WorkerRestart {
  private final GatedRestart gated;
  private final Authentication authentication;
  private final Apis apis;

  WorkerRestart(GatedRestart gated, Authentication authentication, Apis apis) {
    this.gated = gated;
    this.authentication = authentication;
    this.apis = apis;
  }

  FoundService look(StepContext context, Worker worker) {
    // The other nodes' workers may not be configured yet, so a unit that runs is enough.
    return FoundService.look(
        context, worker.restart(context.layouts()), (peer, layout) -> new Health.Healthy());
  }

  Plan plan(Worker worker, FoundService found) {
    return RestartPlan.of(worker.restart(found.layout()), found);
  }

  Outcome apply(StepContext context, Worker worker, FoundService found, Plan plan) {
    if (gated.isOver(worker.restart(found.layout()), found, plan)) {
      return Outcome.asPlanned(plan);
    }
    NodeSession apiNode = context.nodes().session(worker.apiNode());
    String service = listedAs(context.node(), worker, found);
    try (Endpoint cinder =
        apis.open(
            apiNode,
            ApiKind.VOLUME,
            worker.api(),
            authentication.identify(apiNode, worker.openstack()),
            Limits.API_PROBE)) {
      Volumes volumes = new Volumes(cinder);
      return gated.restart(
          context,
          worker.restart(context.layouts()),
          found,
          plan,
          (report, since) -> judge(volumes.services(worker.kind().label()), service, since));
    }
  }

  Outcome undo(StepContext context, Worker worker) {
    // What the former configuration says need not be up.
    return gated.undo(
        context,
        worker.restart(context.layouts()),
        (peer, layout) -> new Health.Healthy(),
        (report, since) -> new Health.Healthy());
  }

  /**
   * Cinder calls a worker by {@code host}, else by the node's host name; of a back end it adds the
   * back end's name, and {@code backend_host} goes first.
   */
  private static String listedAs(NodeSession node, Worker worker, FoundService found) {
    Optional<ConfigurationFile> file =
        ServiceConfiguration.read(node, found.layout().file(worker.file()).path()).content();
    Optional<String> own =
        worker
            .backend()
            .flatMap(backend -> file.flatMap(now -> now.value(backend.value(), "backend_host")));
    String host =
        own.or(() -> file.flatMap(now -> now.value(CinderSettings.DEFAULT, "host")))
            .orElse(found.report().hostName());
    return worker.backend().map(backend -> host + "@" + backend).orElse(host);
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
