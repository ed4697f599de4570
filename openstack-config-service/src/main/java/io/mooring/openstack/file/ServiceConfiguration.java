package io.mooring.openstack.file;

import io.mooring.contracts.Change;
import io.mooring.contracts.Counted;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.NodeSession;
import io.mooring.node.Secret;
import io.mooring.node.WriteResult;
import io.mooring.node.layout.HostFile;
import io.mooring.node.layout.Layout;
import io.mooring.openstack.configuration.AppliedEdit;
import io.mooring.openstack.configuration.ConfigurationFile;
import io.mooring.openstack.configuration.Edit;
import io.mooring.openstack.configuration.Edited;
import io.mooring.openstack.configuration.Problem;
import io.mooring.openstack.configuration.UnifiedDiff;
import io.mooring.openstack.handover.Handover;
import io.mooring.participant.step.Blame;
import io.mooring.participant.step.Decisions;
import io.mooring.participant.step.LeftOvers;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.Sight;
import io.mooring.participant.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service's configuration file as it was found.
 *
 * @param state what it is on the node
 * @param content what it says; empty when there is no such file
 * @param blame who it is from
 * @param leftOvers copies of it
 * @param others what the service reads beside it
 */
public record ServiceConfiguration(
    FileState state,
    Optional<ConfigurationFile> content,
    List<Finding> blame,
    LeftOvers leftOvers,
    OtherSources others) {
  static final int LARGEST_FILE = 4 << 20;

  /** A file of which nothing else was asked. */
  public ServiceConfiguration(FileState state, Optional<ConfigurationFile> content) {
    this(state, content, List.of(), new LeftOvers(List.of(), Decisions.NONE), OtherSources.NONE);
  }

  /** Reads it from the node. */
  public static ServiceConfiguration read(NodeSession node, FilePath path) {
    FileState state = node.read(path, LARGEST_FILE);
    return new ServiceConfiguration(state, parsed(state));
  }

  /**
   * Reads it from the node, with what is to be known before it is changed.
   *
   * @param path where the service sees it
   * @param handover what a deployment must be told of the change, should it write the file
   */
  public static ServiceConfiguration readToChange(
      StepContext context, Layout layout, FilePath path, Handover handover) {
    HostFile place = layout.file(path);
    FileState state = context.node().read(place.path(), LARGEST_FILE);
    List<Finding> blame = new ArrayList<>(Blame.of(context, state));
    if (place.copied()) {
      // Whatever made the list of copies makes the copied files too.
      blame.add(handover.of(place.path(), context.dispatch().facts()));
    }
    return new ServiceConfiguration(
        state,
        parsed(state),
        blame,
        LeftOvers.besides(context, place.path()),
        OtherSources.look(context.node(), layout, path));
  }

  private static Optional<ConfigurationFile> parsed(FileState state) {
    return switch (state) {
      case FileState.Absent absent -> Optional.empty();
      case FileState.Present present -> Optional.of(ConfigurationFile.parse(present.content()));
    };
  }

  /**
   * What the edits would change; stops when the file is missing or when lines would be left which
   * the service can't read.
   *
   * @param edits what is wanted
   * @param noticed findings that the caller has already
   */
  public Plan plan(List<Edit> edits, List<Finding> noticed) {
    if (content.isEmpty()) {
      return Plan.stop(missing()).on(List.of(Sight.of(state)));
    }
    Edited edited = content.get().edit(edits);
    List<Finding> findings = new ArrayList<>(noticed);
    edited.result().problems().stream()
        .map(problem -> Finding.stop(ErrorCode.CONFIGURATION_UNREADABLE, told(problem)))
        .forEach(findings::add);
    findings.addAll(others.against(state.path(), edited.result(), edits));
    if (!edited.changed()) {
      return leftOvers.in(
          new Plan(
              state.path() + " is as wanted",
              List.of(),
              findings,
              Map.of(),
              List.of(Sight.of(state))));
    }
    Counted settings =
        Counted.of(edited.applied().stream().filter(AppliedEdit::changed).count(), "setting");
    String diff =
        UnifiedDiff.between(
            state.path().value(), content.get(), edited.result(), UnifiedDiff.Secrets.HIDDEN);
    Change change =
        new Change(
            Change.Kind.UPDATE, state.path().value(), settings.toString(), Optional.of(diff));
    findings.addAll(blame);
    return leftOvers.in(
        new Plan(
            "%s in %s".formatted(settings, state.path()),
            List.of(change),
            findings,
            Map.of(),
            List.of(Sight.of(state))));
  }

  /** The lines for which its service would not start, as people are told; none: it can be read. */
  public List<String> unreadable() {
    return content.stream().flatMap(file -> file.problems().stream()).map(this::told).toList();
  }

  private String told(Problem problem) {
    return "%s line %d: %s (%s)"
        .formatted(state.path(), problem.number(), problem.reason(), problem.shown());
  }

  /** What people are told when there is no such file. */
  public Finding missing() {
    return Finding.stop(
        ErrorCode.NODE_UNSUITABLE,
        "There is no %s.".formatted(state.path()),
        "Name the right file in the document (configFile).");
  }

  /** Writes what was planned, with the owner and mode that the file has. */
  public Outcome write(StepContext context, List<Edit> edits, Plan plan) {
    if (!(state instanceof FileState.Present present) || content.isEmpty()) {
      return Outcome.failed(ErrorCode.INTERNAL, "A missing file can't be edited.");
    }
    leftOvers.clean(context);
    Edited edited = content.get().edit(edits);
    if (!edited.changed()) {
      return Outcome.asPlanned(plan);
    }
    byte[] wanted = edited.result().bytes();
    FileWrite write =
        new FileWrite(
            present.path(), Secret.of(wanted), present.owner(), present.group(), present.mode());
    return answer(context.node().write(write, present, context.fence()), plan);
  }

  private static Outcome answer(WriteResult result, Plan plan) {
    return switch (result) {
      case WriteResult.Written written -> Outcome.asPlanned(plan);
      case WriteResult.Conflict conflict ->
          Outcome.failed(
              ErrorCode.FILE_CHANGED,
              "%s was changed by somebody else meanwhile; nothing was written."
                  .formatted(conflict.actual().path()));
      case WriteResult.NothingToRestore impossible ->
          throw new IllegalStateException("a write answered like a restore");
      case WriteResult.NotOurs impossible ->
          throw new IllegalStateException("a write answered like a restore");
    };
  }
}
