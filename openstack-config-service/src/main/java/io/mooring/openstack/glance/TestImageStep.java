package io.mooring.openstack.glance;

import static io.mooring.openstack.proof.TestObjects.firstProblem;

import io.mooring.contracts.Action.TestImage;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Limits;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Answer;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Images;
import io.mooring.openstack.proof.Acceptance;
import io.mooring.openstack.proof.RbdImage;
import io.mooring.openstack.proof.TestObjects;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/**
 * Step {@code test-image}: an image uploaded through this controller's own glance is in the pool
 * and reads back equal. It is removed again, whatever happens, and never protected.
 */
@Singleton
final class TestImageStep implements Step<TestImage, TestImageStep.Nothing> {
  private final Authentication authentication;
  private final Apis apis;

  TestImageStep(Authentication authentication, Apis apis) {
    this.authentication = authentication;
    this.apis = apis;
  }

  /** There is nothing to look at before an upload. */
  record Nothing() {}

  @Override
  public Class<TestImage> action() {
    return TestImage.class;
  }

  @Override
  public boolean proves() {
    return true;
  }

  @Override
  public Nothing inspect(StepContext context, TestImage action) {
    return new Nothing();
  }

  @Override
  public Plan plan(TestImage action, Nothing found) {
    return Plan.nothing("upload a small image, find it in %s, remove it".formatted(action.pool()));
  }

  @Override
  public Outcome apply(StepContext context, TestImage action, Nothing found, Plan plan) {
    try (Endpoint glance =
        apis.open(
            context.node(),
            context.layouts().of(ServiceKind.GLANCE_API),
            action.api().orElseGet(() -> ApiAccess.usual(action.port())),
            authentication.identify(context.node(), action.openstack()),
            Limits.API_REQUEST)) {
      return test(context, action, new Images(glance));
    }
  }

  private static Outcome test(StepContext context, TestImage action, Images images) {
    String name = TestObjects.name(context.dispatch());
    byte[] content = TestObjects.image(context.dispatch());
    images.removeNamed(name);
    Answer created = images.create(name);
    Optional<String> refused = created.problem("creating an image");
    if (refused.isPresent()) {
      return new Outcome.Failed(
          created.refused() ? ErrorCode.OPENSTACK_REFUSED : ErrorCode.ACCEPTANCE_FAILED,
          "glance-api on %s: %s".formatted(context.dispatch().node().name(), refused.get()),
          advice(),
          List.of());
    }
    String id = created.json().path("id").asText();
    Optional<String> problem =
        firstProblem(
            () -> images.upload(id, content),
            () -> inPool(context, action, id),
            () -> images.compare(id, content));
    Optional<String> left = images.remove(id);
    return Acceptance.of(
        problem.or(() -> left),
        "glance-api on " + context.dispatch().node().name(),
        advice(),
        "an image uploaded here was in %s and read back equal".formatted(action.pool()));
  }

  private static Optional<String> inPool(StepContext context, TestImage action, String id) {
    RbdImage.Viewer viewer =
        new RbdImage.Viewer(
            context.layouts().of(ServiceKind.GLANCE_API).as(action.serviceUser().value()),
            action.cluster(),
            action.client());
    return RbdImage.look(context.node(), viewer, action.pool(), id)
        .problemOutside(action.dataPool());
  }

  private static String advice() {
    return "On the node: /var/log/glance/glance-api.log tells why. Then retry.";
  }

  @Override
  public Outcome undo(StepContext context, TestImage action) {
    return Outcome.asPlanned(Plan.nothing("the test removed its image itself"));
  }
}
