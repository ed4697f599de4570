package io.mooring.openstack.glance;

import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.openstack.file.UsedPool;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Step {@code configure-glance}: points glance at the images pool. */
@Singleton
final class ConfigureGlanceStep implements Step<ConfigureGlance, FoundGlance> {

  @Override
  public Class<ConfigureGlance> action() {
    return ConfigureGlance.class;
  }

  @Override
  public FoundGlance inspect(StepContext context, ConfigureGlance asked) {
    ConfigureGlance action = decided(asked, context.decisions());
    Layout layout = layout(context);
    ServiceConfiguration configuration =
        ServiceConfiguration.readToChange(
            context, layout, action.file(), GlanceHandover.of(action));
    // Glance was asked on every controller before the first was changed (check-images); a file that
    // was uploaded here since then still counts.
    List<String> directories =
        configuration
            .content()
            .map(FoundStores::of)
            .filter(there -> there.mode(action.stores()) == GlanceStores.SINGLE)
            .map(there -> there.directoriesOfOthers(action.pool()))
            .orElse(List.of());
    return new FoundGlance(
        configuration,
        StoredFiles.count(context.node(), layout, directories),
        Optional.empty(),
        context.decisions());
  }

  @Override
  public Plan plan(ConfigureGlance asked, FoundGlance found) {
    ConfigureGlance action = decided(asked, found.decisions());
    List<Finding> findings =
        new ArrayList<>(
            new ExistingImageFindings(
                    action.stores(), action.existingImages(), action.pool(), found.decisions())
                .of(found));
    if (action.showImageDirectUrl()) {
      findings.add(
          Finding.of(
              Finding.Severity.INFO,
              ErrorCode.CONFIGURATION_CONFLICT,
              "show_image_direct_url shows tenants where an image lies (OSSN-0090); clones need"
                  + " it.",
              "Serve public users by a glance-api without it if that matters here."));
    }
    return found.configuration().plan(edits(action, found), findings);
  }

  @Override
  public Outcome apply(StepContext context, ConfigureGlance action, FoundGlance found, Plan plan) {
    return found
        .configuration()
        .write(context, edits(decided(action, found.decisions()), found), plan);
  }

  @Override
  public Outcome undo(StepContext context, ConfigureGlance action) {
    Layout layout = layout(context);
    FilePath file = layout.file(action.file()).path();
    return new UsedPool(action.pool(), action.client(), action.cephConf(), layout)
        .pivot(context, file, former -> FoundStores.of(former).pool(action.pool()).isPresent())
        .orElseGet(() -> FormerFile.putBack(context, file));
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.GLANCE_API);
  }

  private static ConfigureGlance decided(ConfigureGlance asked, Decisions decisions) {
    return new ConfigureGlance(
        asked.file(),
        ExistingImageFindings.wanted(asked.stores(), decisions),
        asked.existingImages(),
        asked.pool(),
        asked.client(),
        asked.cephConf(),
        asked.chunkMebibytes(),
        asked.showImageDirectUrl(),
        asked.features());
  }

  private static List<Edit> edits(ConfigureGlance action, FoundGlance found) {
    return found
        .configuration()
        .content()
        .map(now -> GlanceSettings.wanted(action, now))
        .orElse(List.of());
  }
}
