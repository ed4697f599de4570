package io.mooring.openstack.glance;

import io.mooring.contracts.Action.CheckImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step {@code check-images}: whether images would become unusable when a controller's stores are
 * changed. It is done on all controllers before the first one is touched.
 */
@Singleton
final class CheckImagesStep implements Step<CheckImages, FoundGlance> {
  private final Authentication authentication;

  CheckImagesStep(Authentication authentication) {
    this.authentication = authentication;
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
        losing.map(there -> census(context, action, there)),
        context.decisions());
  }

  /** Glance need not be asked where no store is switched off. */
  private static boolean loses(CheckImages action, Decisions decisions, FoundStores there) {
    GlanceStores wanted = ExistingImageFindings.wanted(action.stores(), decisions);
    return there.mode(wanted) == GlanceStores.SINGLE
        && !there.backends()
        && !there.others(action.pool()).isEmpty();
  }

  private ImageCensus census(StepContext context, CheckImages action, FoundStores there) {
    try (Endpoint glance =
        Endpoint.open(
            context.node(),
            action.port(),
            authentication.identify(context.node(), action.openstack()))) {
      return ImageCensus.of(new Images(glance), there, action.pool());
    }
  }

  @Override
  public Plan plan(CheckImages action, FoundGlance found) {
    if (found.stores().isEmpty()) {
      return Plan.stop(found.configuration().missing());
    }
    List<Finding> findings =
        new ExistingImageFindings(
                ExistingImageFindings.wanted(action.stores(), found.decisions()),
                action.existingImages(),
                action.pool(),
                found.decisions())
            .of(found);
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
