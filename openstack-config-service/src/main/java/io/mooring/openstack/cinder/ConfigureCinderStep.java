package io.mooring.openstack.cinder;

import io.mooring.contracts.Action.ConfigureCinder;
import io.mooring.contracts.Choice;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Step {@code configure-cinder}: adds the Ceph back end and keeps the others. */
@Singleton
final class ConfigureCinderStep implements Step<ConfigureCinder, ConfigureCinderStep.Found> {

  /**
   * What is there.
   *
   * @param file cinder.conf
   * @param secret UUID of the secret that the computes have
   * @param decisions what people decided
   */
  record Found(ServiceConfiguration file, UUID secret, Decisions decisions) {}

  @Override
  public Class<ConfigureCinder> action() {
    return ConfigureCinder.class;
  }

  @Override
  public Found inspect(StepContext context, ConfigureCinder action) {
    UUID secret = action.decided(context.dispatch().facts());
    return new Found(
        ServiceConfiguration.readToChange(
            context, layout(context), action.file(), CinderHandover.of(action, secret)),
        secret,
        context.decisions());
  }

  @Override
  public Plan plan(ConfigureCinder action, Found found) {
    List<Finding> findings = new ArrayList<>();
    found
        .file()
        .content()
        .ifPresent(
            now -> {
              backends(action, now).stream().map(found.decisions()::settle).forEach(findings::add);
              otherSecret(action, found.secret(), now).ifPresent(findings::add);
            });
    return found.file().plan(edits(action, found), findings);
  }

  @Override
  public Outcome apply(StepContext context, ConfigureCinder action, Found found, Plan plan) {
    return found.file().write(context, edits(action, found), plan);
  }

  @Override
  public Outcome undo(StepContext context, ConfigureCinder action) {
    return CinderPools.putBack(context, layout(context), action.file());
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.CINDER_VOLUME);
  }

  private static List<Edit> edits(ConfigureCinder action, Found found) {
    return found
        .file()
        .content()
        .map(now -> CinderSettings.wanted(action, found.secret(), now))
        .orElse(List.of());
  }

  private static Optional<Finding> otherSecret(
      ConfigureCinder action, UUID held, ConfigurationFile now) {
    return now.value(action.backend().value(), CinderSettings.SECRET)
        .filter(named -> !named.equalsIgnoreCase(held.toString()))
        .map(
            named ->
                Finding.warning(
                    ErrorCode.SECRET_CONFLICT,
                    "%s names the libvirt secret %s, but the computes hold %s; it gets theirs."
                        .formatted(action.file(), named, held),
                    "To keep the one that cinder names, set libvirt.secretUuid to it."));
  }

  private static List<Finding> backends(ConfigureCinder action, ConfigurationFile now) {
    List<String> others =
        now.items(CinderSettings.DEFAULT, CinderSettings.ENABLED_BACKENDS).stream()
            .filter(name -> !name.equals(action.backend().value()))
            .toList();
    if (!others.isEmpty() && !action.keepBackends()) {
      return List.of(
          Finding.of(
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
          Finding.of(
                  Finding.Severity.STOP,
                  ErrorCode.CONFIGURATION_CONFLICT,
                  "Cinder's back end is set in [DEFAULT]; enabled_backends would switch it off and"
                      + " leave its volumes behind.",
                  "Move it to a section of its own and name that in enabled_backends, then retry.")
              .deciding(
                  "default-backend",
                  new Choice(
                      "replace",
                      "Writes enabled_backends: the back end in [DEFAULT] is switched off, and its"
                          + " volumes stay where they are but can't be managed until it has a"
                          + " section of its own.")));
    }
    return List.of();
  }
}
