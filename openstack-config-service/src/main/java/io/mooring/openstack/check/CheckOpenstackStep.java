package io.mooring.openstack.check;

import io.mooring.contracts.Action.CheckOpenstack;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Counted;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.node.NodeFailure;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Step {@code check-openstack}: whether OpenStack lets us in, lists images and volumes and shows
 * its services; all that stands in the way at once.
 */
@Singleton
final class CheckOpenstackStep implements Step<CheckOpenstack, FoundCloud> {
  private final Authentication authentication;
  private final Apis apis;

  CheckOpenstackStep(Authentication authentication, Apis apis) {
    this.authentication = authentication;
    this.apis = apis;
  }

  @Override
  public Class<CheckOpenstack> action() {
    return CheckOpenstack.class;
  }

  @Override
  public FoundCloud inspect(StepContext context, CheckOpenstack action) {
    Identity identity = authentication.identify(context.node(), action.openstack());
    String volumes = "/v3/" + identity.project();
    FoundCloud found = new FoundCloud();
    ask(context, identity, action.image(), ApiKind.IMAGE, List.of("/v2/images?limit=1"), found);
    ask(
        context,
        identity,
        action.volume(),
        ApiKind.VOLUME,
        List.of(volumes + "/volumes?limit=1", volumes + "/os-services?binary=cinder-volume"),
        found);
    List<String> compute = List.of("/v2.1/os-services?binary=nova-compute");
    action
        .compute()
        .ifPresent(access -> ask(context, identity, access, ApiKind.COMPUTE, compute, found));
    return found;
  }

  private void ask(
      StepContext context,
      Identity identity,
      ApiAccess access,
      ApiKind kind,
      List<String> questions,
      FoundCloud found) {
    try (Endpoint endpoint = apis.open(context.node(), kind, access, identity)) {
      found.asked(kind, endpoint.place());
      for (String question : questions) {
        Answer answer = endpoint.get(question);
        if (!answer.succeeded()) {
          found.refused(kind, endpoint.place(), question, answer, identity);
          return;
        }
        found.listed(kind, answer);
      }
    } catch (NodeFailure unknown) {
      found.unknown(unknown);
    }
  }

  @Override
  public Plan plan(CheckOpenstack action, FoundCloud found) {
    List<Finding> findings = found.findings();
    List<Seen> seen = new ArrayList<>();
    found.places().forEach((kind, place) -> seen.add(new Seen(kind.label(), place)));
    return new Plan(
        findings.isEmpty()
            ? "OpenStack lets us in; " + found.summary()
            : Counted.of(findings.size(), "finding") + " on OpenStack's APIs",
        List.of(),
        findings,
        Map.of(),
        seen);
  }

  @Override
  public Outcome apply(StepContext context, CheckOpenstack action, FoundCloud found, Plan plan) {
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CheckOpenstack action) {
    return Outcome.asPlanned(Plan.nothing("a check leaves nothing to undo"));
  }
}
