package io.mooring.openstack.glance;

import io.mooring.contracts.Action.ConfigureGlance;
import io.mooring.contracts.Action.ExistingImages;
import io.mooring.contracts.Action.GlanceStores;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.NodeFailure;
import io.mooring.node.NodeSession;
import io.mooring.node.Script;
import io.mooring.node.ScriptResult;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Step {@code configure-glance}: points glance at the images pool. */
@ApplicationScoped
public class ConfigureGlanceStep implements Step<ConfigureGlance, FoundGlance> {
  private static final String COUNT_IMAGES =
      "if [ -d \"$1\" ]; then find \"$1\" -maxdepth 1 -type f | wc -l; else echo 0; fi";

  @Override
  public Class<ConfigureGlance> action() {
    return ConfigureGlance.class;
  }

  @Override
  public FoundGlance inspect(StepContext context, ConfigureGlance action) {
    ServiceConfiguration configuration = ServiceConfiguration.read(context.node(), action.file());
    String directory = configuration.content().map(GlanceSettings::fileStoreDirectory).orElse("");
    long images = directory.isEmpty() ? 0 : count(context.node(), directory);
    return new FoundGlance(configuration, directory, images);
  }

  @Override
  public Plan plan(ConfigureGlance action, FoundGlance found) {
    List<Finding> findings = new ArrayList<>();
    Optional<ConfigurationFile> content = found.configuration().content();
    boolean single = action.stores() == GlanceStores.SINGLE;
    if (single && content.filter(GlanceSettings::usesBackends).isPresent()) {
      findings.add(
          new Finding(
              Finding.Severity.STOP,
              ErrorCode.CONFIGURATION_CONFLICT,
              "Glance already has enabled_backends, which switches stores/default_store off.",
              "Set glance.stores to multi in the document."));
    }
    if (single && found.images() > 0) {
      findings.add(images(action, found));
    }
    if (action.showImageDirectUrl()) {
      findings.add(
          new Finding(
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
    return found.configuration().write(context, edits(action, found), plan);
  }

  @Override
  public Outcome undo(StepContext context, ConfigureGlance action) {
    return ServiceConfiguration.undo(context, action.file());
  }

  private static List<Edit> edits(ConfigureGlance action, FoundGlance found) {
    return found
        .configuration()
        .content()
        .map(now -> GlanceSettings.wanted(action, now))
        .orElse(List.of());
  }

  private static Finding images(ConfigureGlance action, FoundGlance found) {
    boolean accepted = action.existingImages() == ExistingImages.ACCEPT;
    return new Finding(
        accepted ? Finding.Severity.WARNING : Finding.Severity.STOP,
        ErrorCode.EXISTING_IMAGES,
        "%s holds %d image(s) that can't be used any more once rbd is the only store."
            .formatted(found.directory(), found.images()),
        accepted ? "" : ErrorCode.EXISTING_IMAGES.next());
  }

  private static long count(NodeSession node, String directory) {
    ScriptResult result = node.inspect(Script.of("count images", COUNT_IMAGES, directory));
    if (!result.succeeded()) {
      throw new NodeFailure(
          ErrorCode.COMMAND_FAILED,
          "Counting the images on %s: %s".formatted(node.address().name(), result.errorText()));
    }
    return Long.parseLong(result.text().strip());
  }
}
