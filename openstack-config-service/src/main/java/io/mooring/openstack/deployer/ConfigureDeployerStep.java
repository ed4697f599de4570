package io.mooring.openstack.deployer;

import io.mooring.contracts.AccountName;
import io.mooring.contracts.Action.ConfigureDeployer;
import io.mooring.contracts.Change;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.contracts.Seen;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.Secret;
import io.mooring.node.WriteResult;
import io.mooring.openstack.cinder.BackupHandover;
import io.mooring.openstack.cinder.CinderHandover;
import io.mooring.openstack.configuration.UnifiedDiff;
import io.mooring.openstack.glance.GlanceHandover;
import io.mooring.openstack.handover.Handover;
import io.mooring.openstack.nova.NovaHandover;
import io.mooring.participant.step.FormerFile;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.RedactedDiff;
import io.mooring.participant.step.Redaction;
import io.mooring.participant.step.Sight;
import io.mooring.participant.step.Step;
import io.mooring.participant.step.StepContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Step {@code configure-deployer}: tells kolla-ansible what was done to the services. Its next run
 * writes their files anew, from these.
 */
@Singleton
final class ConfigureDeployerStep implements Step<ConfigureDeployer, FoundDeployer> {
  private static final int LARGEST_FILE = 4 << 20;
  private static final int OVERRIDE_MODE = 0644;

  @Override
  public Class<ConfigureDeployer> action() {
    return ConfigureDeployer.class;
  }

  @Override
  public FoundDeployer inspect(StepContext context, ConfigureDeployer action) {
    List<FoundDeployer.Override> overrides =
        handovers(action, context.dispatch().facts()).stream()
            .map(
                handover ->
                    new FoundDeployer.Override(
                        handover, context.node().read(override(action, handover), LARGEST_FILE)))
            .toList();
    return new FoundDeployer(
        context.node().read(globals(action), LARGEST_FILE), overrides, context.decisions());
  }

  @Override
  public Plan plan(ConfigureDeployer action, FoundDeployer found) {
    if (!(found.globals() instanceof FileState.Present globals)) {
      return Plan.stop(
          Finding.stop(
              ErrorCode.NODE_UNSUITABLE,
              "There is no %s.".formatted(globals(action)),
              "Give the role deployer to the node from which kolla-ansible is run."));
    }
    Wish wish = new Wish(found);
    List<Change> changes = new ArrayList<>();
    if (!wish.globals().equals(wish.former())) {
      changes.add(changed(globals, wish));
    }
    found.overrides().stream()
        .filter(override -> override.edited().changed())
        .forEach(override -> changes.add(merged(override)));
    List<Seen> seen = new ArrayList<>(List.of(Sight.of(globals)));
    found.overrides().forEach(override -> seen.add(Sight.of(override.state())));
    String summary =
        changes.isEmpty()
            ? "kolla-ansible knows what was done"
            : "kolla-ansible is told in " + Counted.of(changes.size(), "file");
    return new Plan(summary, changes, wish.findings(), Map.of()).on(seen);
  }

  private static Change changed(FileState.Present file, Wish wish) {
    return new Change(
        Change.Kind.UPDATE,
        file.path().value(),
        "the variables of Ceph, in a marked block",
        Optional.of(
            RedactedDiff.of(file.path().value(), version(wish.former()), version(wish.globals()))));
  }

  private static RedactedDiff.Version version(Globals globals) {
    List<String> lines = globals.text().lines().toList();
    return new RedactedDiff.Version(lines, lines.stream().map(Redaction::ofLogLine).toList());
  }

  private static Change merged(FoundDeployer.Override override) {
    String path = override.state().path().value();
    return new Change(
        override.state() instanceof FileState.Absent ? Change.Kind.CREATE : Change.Kind.UPDATE,
        path,
        "what kolla-ansible merges into the service's file",
        Optional.of(
            UnifiedDiff.between(
                path, override.now(), override.edited().result(), UnifiedDiff.Secrets.HIDDEN)));
  }

  @Override
  public Outcome apply(
      StepContext context, ConfigureDeployer action, FoundDeployer found, Plan plan) {
    FileState.Present globals = (FileState.Present) found.globals();
    Wish wish = new Wish(found);
    // Overrides first: without the variables they are not asked for what they need.
    for (FoundDeployer.Override override : found.overrides()) {
      if (override.edited().changed()) {
        Optional<Outcome> failed =
            write(context, override.state(), override.edited().result().bytes(), globals);
        if (failed.isPresent()) {
          return failed.get();
        }
      }
    }
    if (wish.globals().equals(wish.former())) {
      return Outcome.asPlanned(plan);
    }
    byte[] content = wish.globals().text().getBytes(StandardCharsets.UTF_8);
    return write(context, globals, content, globals).orElseGet(() -> Outcome.asPlanned(plan));
  }

  /** A new file belongs to whoever globals.yml belongs to: who runs kolla-ansible must read it. */
  private static Optional<Outcome> write(
      StepContext context, FileState file, byte[] content, FileState.Present globals) {
    AccountName owner = file instanceof FileState.Present there ? there.owner() : globals.owner();
    AccountName group = file instanceof FileState.Present there ? there.group() : globals.group();
    int mode = file instanceof FileState.Present there ? there.mode() : OVERRIDE_MODE;
    FileWrite write = new FileWrite(file.path(), Secret.of(content), owner, group, mode);
    return context.node().write(write, file, context.fence()) instanceof WriteResult.Conflict
        ? Optional.of(
            Outcome.failed(
                ErrorCode.FILE_CHANGED,
                "Somebody has changed %s on %s meanwhile; it was left alone."
                    .formatted(file.path(), context.node().address().name())))
        : Optional.empty();
  }

  /** The variables go first, since with them kolla-ansible asks for what the overrides say. */
  @Override
  public Outcome undo(StepContext context, ConfigureDeployer action) {
    List<FilePath> files = new ArrayList<>(List.of(globals(action)));
    handovers(action, context.dispatch().facts())
        .forEach(handover -> files.add(override(action, handover)));
    List<Change> changes = new ArrayList<>();
    for (FilePath file : files) {
      switch (FormerFile.putBack(context, file)) {
        case Outcome.Succeeded succeeded -> changes.addAll(succeeded.changes());
        case Outcome.Failed failed -> {
          return failed;
        }
        case Outcome.GoesOn unfinished -> {
          return unfinished;
        }
        case Outcome.Unknown unknown -> {
          return unknown;
        }
      }
    }
    return Outcome.asPlanned(
        Plan.of(
            changes.isEmpty()
                ? "kolla-ansible was told nothing that is still there"
                : "kolla-ansible is told what it was told before",
            changes));
  }

  private static List<Handover> handovers(ConfigureDeployer action, Map<String, String> facts) {
    List<Handover> handovers = new ArrayList<>();
    handovers.add(GlanceHandover.of(action.glance()));
    handovers.add(CinderHandover.of(action.cinder(), action.cinder().decided(facts)));
    action.backup().ifPresent(backup -> handovers.add(BackupHandover.of(backup)));
    action.nova().ifPresent(nova -> handovers.add(NovaHandover.of(nova, nova.decided(facts))));
    return handovers;
  }

  private static FilePath globals(ConfigureDeployer action) {
    return new FilePath(action.directory() + "/globals.yml");
  }

  private static FilePath override(ConfigureDeployer action, Handover handover) {
    return new FilePath(action.directory() + "/config/" + handover.override());
  }
}
