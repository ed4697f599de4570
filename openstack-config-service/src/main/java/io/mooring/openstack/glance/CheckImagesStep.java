package io.mooring.openstack.glance;

import io.mooring.contracts.Action.CheckImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.ApiAccess;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Limits;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.api.Apis;
import io.mooring.openstack.api.Authentication;
import io.mooring.openstack.api.Endpoint;
import io.mooring.openstack.api.Images;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step {@code check-images}: whether images would become unusable when a controller's stores are
 * changed, and whether glance can be asked at all where it is going to be asked after its restart.
 * It is done on all controllers before the first one is touched.
 */
@Singleton
final class CheckImagesStep implements Step<CheckImages, FoundGlance> {
  private final Authentication authentication;
  private final Apis apis;

  CheckImagesStep(Authentication authentication, Apis apis) {
    this.authentication = authentication;
    this.apis = apis;
  }

  @Override
  public Class<CheckImages> action() {
    return CheckImages.class;
  }

  @Override
  public FoundGlance inspect(StepContext context, CheckImages action) {
    Layout layout = context.layouts().of(ServiceKind.GLANCE_API);
    ServiceConfiguration configuration =
        ServiceConfiguration.read(context.node(), layout.file(action.file()).path());
    Optional<FoundStores> losing =
        configuration
            .content()
            .map(FoundStores::of)
            .filter(there -> loses(action, context.decisions(), there));
    List<String> directories =
        losing.map(there -> there.directoriesOfOthers(action.pool())).orElse(List.of());
    return new FoundGlance(
        configuration,
        StoredFiles.count(context.node(), layout, directories),
        losing.map(there -> census(context, layout, action, there)),
        silent(context, layout, action),
        context.decisions());
  }

  /** One that does not run is a matter of its restart, which says so before anything is changed. */
  private Optional<Finding> silent(StepContext context, Layout layout, CheckImages action) {
    return layout.command().isEmpty()
        ? Optional.empty()
        : OwnGlance.silence(apis, context.node(), layout, access(action));
  }

  private static ApiAccess access(CheckImages action) {
    return action.api().orElseGet(() -> ApiAccess.usual(action.port()));
  }

  /** Glance need not be asked where no store is switched off. */
  private static boolean loses(CheckImages action, Decisions decisions, FoundStores there) {
    GlanceStores wanted = ExistingImageFindings.wanted(action.stores(), decisions);
    return there.mode(wanted) == GlanceStores.SINGLE
        && !there.backends()
        && !there.others(action.pool()).isEmpty();
  }

  private ImageCensus census(
      StepContext context, Layout layout, CheckImages action, FoundStores there) {
    try (Endpoint glance =
        apis.open(
            context.node(),
            layout,
            access(action),
            authentication.identify(context.node(), action.openstack()),
            Limits.API_REQUEST)) {
      return ImageCensus.of(new Images(glance), there, action.pool());
    }
  }

  @Override
  public Plan plan(CheckImages action, FoundGlance found) {
    if (found.stores().isEmpty()) {
      return Plan.stop(found.configuration().missing());
    }
    List<Finding> findings = new ArrayList<>(found.silent().stream().toList());
    findings.addAll(
        new ExistingImageFindings(
                ExistingImageFindings.wanted(action.stores(), found.decisions()),
                action.existingImages(),
                action.pool(),
                found.decisions())
            .of(found));
    boolean loss =
        findings.stream().anyMatch(finding -> finding.severity() != Finding.Severity.INFO);
    return new Plan(
        loss ? findings.getFirst().message() : "no image becomes unusable",
        List.of(),
        findings,
        Map.of());
  }

  @Override
  public Outcome apply(StepContext context, CheckImages action, FoundGlance found, Plan plan) {
    return Outcome.asPlanned(plan);
  }

  @Override
  public Outcome undo(StepContext context, CheckImages action) {
    return Outcome.asPlanned(Plan.nothing("a check leaves nothing to undo"));
  }
}
