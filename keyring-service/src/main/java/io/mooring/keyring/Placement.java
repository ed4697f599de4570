package io.mooring.keyring;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.FilePath;
import io.mooring.node.FileState;
import io.mooring.node.FileWrite;
import io.mooring.node.WriteResult;
import io.mooring.participant.step.Outcome;
import io.mooring.participant.step.Plan;
import io.mooring.participant.step.StepContext;

/** Writes a file and says how that ended. */
final class Placement {
  private Placement() {}

  static Outcome of(StepContext context, FileWrite write, FileState expected, Plan plan) {
    return switch (context.node().write(write, expected, context.fence())) {
      case WriteResult.Written written -> Outcome.asPlanned(plan);
      case WriteResult.Conflict conflict -> changed(context, write.path());
      case WriteResult.NothingToRestore impossible ->
          throw new IllegalStateException("a write answered like a restore");
      case WriteResult.NotOurs impossible ->
          throw new IllegalStateException("a write answered like a restore");
    };
  }

  private static Outcome changed(StepContext context, FilePath path) {
    return Outcome.failed(
        ErrorCode.FILE_CHANGED,
        "Somebody has changed %s on %s meanwhile; it was left alone."
            .formatted(path, context.node().address().name()));
  }
}
