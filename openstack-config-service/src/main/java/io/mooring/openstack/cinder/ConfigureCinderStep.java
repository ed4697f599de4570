package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinder;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Step {@code configure-cinder}: adds the Ceph back end and keeps the others. */
@Singleton
final class ConfigureCinderStep implements Step<ConfigureCinder, ServiceConfiguration> {

  @Override
  public Class<ConfigureCinder> action() {
    return ConfigureCinder.class;
  }

  @Override
  public ServiceConfiguration inspect(StepContext context, ConfigureCinder action) {
    return ServiceConfiguration.read(context.node(), action.file());
  }

  @Override
  public Plan plan(ConfigureCinder action, ServiceConfiguration found) {
    List<Finding> findings = new ArrayList<>();
    found.content().ifPresent(now -> findings.addAll(backends(action, now)));
    return found.plan(edits(action, found), findings);
  }

  @Override
  public Outcome apply(
      StepContext context, ConfigureCinder action, ServiceConfiguration found, Plan plan) {
    return found.write(context, edits(action, found), plan);
  }

  @Override
  public Outcome undo(StepContext context, ConfigureCinder action) {
    return ServiceConfiguration.undo(context, action.file());
  }

  private static List<Edit> edits(ConfigureCinder action, ServiceConfiguration found) {
    return found.content().map(now -> CinderSettings.wanted(action, now)).orElse(List.of());
  }

  private static List<Finding> backends(ConfigureCinder action, ConfigurationFile now) {
    List<String> others =
        now.items(CinderSettings.DEFAULT, CinderSettings.ENABLED_BACKENDS).stream()
            .filter(name -> !name.equals(action.backend().value()))
            .toList();
    if (!others.isEmpty() && !action.keepBackends()) {
      return List.of(
          new Finding(
              Finding.Severity.WARNING,
              ErrorCode.CONFIGURATION_CONFLICT,
              "The back ends %s are switched off, as the document asks; their volumes can't be managed any more."
                  .formatted(others),
              "Set cinder.keepBackends to true to keep them."));
    }
    if (others.isEmpty()
        && now.items(CinderSettings.DEFAULT, CinderSettings.ENABLED_BACKENDS).isEmpty()
        && now.value(CinderSettings.DEFAULT, "volume_driver").isPresent()) {
      return List.of(
          new Finding(
              Finding.Severity.STOP,
              ErrorCode.CONFIGURATION_CONFLICT,
              "Cinder's back end is set in [DEFAULT]; enabled_backends would switch it off and"
                  + " leave its volumes behind.",
              "Move it to a section of its own and name that in enabled_backends, then retry."));
    }
    return List.of();
  }
}
