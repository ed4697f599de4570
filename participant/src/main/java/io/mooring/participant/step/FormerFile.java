package io.mooring.participant.step;

import io.mooring.contracts.Change;
import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.FileState;
import io.mooring.node.WriteResult;
import io.mooring.node.WriteResult.Versions;
import java.util.List;
import java.util.Optional;

/** Puts back what was at a path before a saga, or the integration, wrote there. */
public final class FormerFile {
  private FormerFile() {}

  /** Puts it back unless the file is no longer as we wrote it, and says how that ended. */
  public static Outcome putBack(StepContext context, FilePath path) {
    return switch (context.node().restore(path, context.fence())) {
      case WriteResult.Written written ->
          Outcome.asPlanned(
              Plan.of(
                  path + " is as it was before",
                  List.of(Change.of(Change.Kind.UPDATE, path.value(), "is as it was before"))));
      case WriteResult.NothingToRestore nothing ->
          Outcome.asPlanned(Plan.nothing(path + " is the former one already"));
      case WriteResult.NotOurs nothing ->
          Outcome.asPlanned(
              Plan.nothing(
                  context.undoesAll()
                      ? path + " was not written by this integration"
                      : path
                          + " was not written by this saga, or a later one has written it since"));
      case WriteResult.Conflict conflict -> notOurs(context, path, conflict);
    };
  }

  /** Three versions are there, and only a person can tell which parts of them are to stay. */
  private static Outcome notOurs(
      StepContext context, FilePath path, WriteResult.Conflict conflict) {
    return Outcome.failed(
        ErrorCode.FILE_NOT_OURS,
        "%s on %s is not as Mooring wrote it, so it is left as it is (%s). %s"
            .formatted(
                path,
                context.node().address().name(),
                now(conflict.actual()),
                conflict.versions().map(FormerFile::copies).orElse("")));
  }

  private static String now(FileState actual) {
    return switch (actual) {
      case FileState.Absent absent -> "it is gone";
      case FileState.Present present -> "it was changed at " + present.modified();
    };
  }

  private static String copies(Versions versions) {
    return "Before Mooring: %s; as Mooring wrote it: %s."
        .formatted(
            copy(versions.former(), "there was no such file"),
            copy(versions.ours(), "not kept, since it held a key"));
  }

  private static String copy(Optional<FilePath> copy, String otherwise) {
    return copy.map(FilePath::value).orElse(otherwise);
  }
}
