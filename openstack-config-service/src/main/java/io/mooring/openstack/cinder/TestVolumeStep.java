package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.TestVolume;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Limits;
import io.mooring.contracts.NodeAddress;
import io.mooring.node.NodeSession;
import io.mooring.node.layout.NodeLayouts;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.ApiKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Identity;
import io.mooring.openstack.api.Images;
import io.mooring.openstack.api.Patience;
import io.mooring.openstack.api.Volumes;
import io.mooring.openstack.proof.Acceptance;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Step {@code test-volume}: a volume of the back end is in the pool, and, where images are in the
 * same cluster, a volume from an image is a copy-on-write clone. All is removed again, whatever
 * happens.
 */
@Singleton
final class TestVolumeStep implements Step<TestVolume, TestVolumeStep.Nothing> {
  private final Authentication authentication;
  private final Apis apis;
  private final Clock clock;

  TestVolumeStep(Authentication authentication, Apis apis, Clock clock) {
    this.authentication = authentication;
    this.apis = apis;
    this.clock = clock;
  }

  /** There is nothing to look at before a volume is made. */
  record Nothing() {}

  @Override
  public Class<TestVolume> action() {
    return TestVolume.class;
  }

  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Nothing inspect(StepContext context, TestVolume action) {
    return new Nothing();
  }

  @Override
  public Plan plan(TestVolume action, Nothing found) {
    return Plan.nothing(
        action.images().isPresent()
            ? "create a volume and a clone of an image in %s, remove both"
                .formatted(action.volumes())
            : "create a volume in %s, remove it".formatted(action.volumes()));
  }

  @Override
  public Outcome apply(StepContext context, TestVolume action, Nothing found, Plan plan) {
    NodeSession cinderNode = session(context, action.cinderNode());
    Identity identity = authentication.identify(cinderNode, action.openstack());
    ApiAccess cinderApi = action.cinder().orElseGet(() -> ApiAccess.usual(action.cinderPort()));
    try (Endpoint cinder = apis.open(cinderNode, ApiKind.VOLUME, cinderApi, identity)) {
      if (action.images().isEmpty()) {
        return tried(context, action, Optional.empty(), cinder);
      }
      try (Endpoint glance = glance(context, action, identity)) {
        return tried(context, action, Optional.of(new Images(glance)), cinder);
      }
    }
  }

  private Outcome tried(
      StepContext context, TestVolume action, Optional<Images> images, Endpoint cinder) {
    Instant done = clock.instant().plus(Limits.ACCEPTANCE);
    Patience patience = new Patience(clock, done);
    Patience cleaning = new Patience(clock, done.plus(Limits.CLEANING));
    VolumeTrial trial =
        new VolumeTrial(context, action, images, new Volumes(cinder), patience, cleaning);
    return Acceptance.of(
        trial.run(),
        "cinder by " + context.dispatch().node().name(),
        "Where cinder runs: /var/log/cinder/cinder-volume.log and cinder-scheduler.log tell why."
            + " Then retry.",
        "a volume was in %s%s%s"
            .formatted(
                action.volumes(),
                action.dataPool().map(" with its data in %s"::formatted).orElse(""),
                action
                    .images()
                    .map(", and one from an image was a clone of %s"::formatted)
                    .orElse("")));
  }

  /** Another node's layout is not told, so it is looked for. */
  private Endpoint glance(StepContext context, TestVolume action, Identity identity) {
    NodeSession node = session(context, action.glanceNode());
    NodeLayouts layouts =
        action.glanceNode().isPresent() ? NodeLayouts.of(Map.of(), node) : context.layouts();
    return apis.open(
        node,
        layouts.of(ServiceKind.GLANCE_API),
        action.glance().orElseGet(() -> ApiAccess.usual(action.glancePort())),
        identity,
        Limits.API_REQUEST);
  }

  private static NodeSession session(StepContext context, Optional<NodeAddress> other) {
    return other.map(context.nodes()::session).orElseGet(context::node);
  }

  @Override
  public Outcome undo(StepContext context, TestVolume action) {
    return Outcome.asPlanned(Plan.nothing("the test removed its volumes itself"));
  }
}
