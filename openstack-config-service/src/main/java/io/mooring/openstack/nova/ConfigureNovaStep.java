package io.mooring.openstack.nova;

import io.mooring.contracts.Action.ConfigureNova;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.layout.Layout;
import io.mooring.node.layout.ServiceKind;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.file.ServiceConfiguration;
import io.mooring.openstack.file.UsedPool;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

/**
 * Step {@code configure-nova}: machines' own disks go to the vms pool; not on a compute where
 * machines have disks of its own, unless somebody decides.
 */
@Singleton
final class ConfigureNovaStep implements Step<ConfigureNova, FoundNova> {

  @Override
  public Class<ConfigureNova> action() {
    return ConfigureNova.class;
  }

  @Override
  public FoundNova inspect(StepContext context, ConfigureNova action) {
    Layout layout = layout(context);
    UUID secret = action.decided(context.dispatch().facts());
    ServiceConfiguration file =
        ServiceConfiguration.readToChange(
            context, layout, action.file(), NovaHandover.of(action, secret));
    return new FoundNova(
        context.node().address().name(),
        file,
        secret,
        file.content()
            .filter(now -> !NovaSettings.serves(now, action.pool().value()))
            .map(now -> LocalMachine.on(context.node(), layout, now))
            .orElse(List.of()),
        context.decisions());
  }

  @Override
  public Plan plan(ConfigureNova action, FoundNova found) {
    List<Finding> findings =
        found.file().content().map(new LeftBehind(action, found)::of).orElse(List.of());
    return found.file().plan(edits(action, found), findings);
  }

  @Override
  public Outcome apply(StepContext context, ConfigureNova action, FoundNova found, Plan plan) {
    return found.file().write(context, edits(action, found), plan);
  }

  @Override
  public Outcome undo(StepContext context, ConfigureNova action) {
    Layout layout = layout(context);
    FilePath file = layout.file(action.file()).path();
    return new UsedPool(action.pool(), action.client(), action.cephConf(), layout)
        .pivot(context, file, former -> serves(action, former))
        .orElseGet(() -> FormerFile.putBack(context, file));
  }

  private static Layout layout(StepContext context) {
    return context.layouts().of(ServiceKind.NOVA_COMPUTE);
  }

  private static boolean serves(ConfigureNova action, ConfigurationFile configuration) {
    return NovaSettings.serves(configuration, action.pool().value());
  }

  private static List<Edit> edits(ConfigureNova action, FoundNova found) {
    return found
        .file()
        .content()
        .map(now -> NovaSettings.wanted(action, found.secret(), now))
        .orElse(List.of());
  }
}
