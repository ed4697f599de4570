package io.mooring.participant.step;

import io.mooring.contracts.Seen;
import io.mooring.node.FileState;

/** Says in a few words what a plan rests on. */
public final class Sight {
  private static final int SHOWN_DIGITS = 16;

  private Sight() {}

  /** A file: its content by digest, its mode and its owner. */
  public static Seen of(FileState file) {
    return switch (file) {
      case FileState.Absent absent -> new Seen(absent.path().value(), "absent");
      case FileState.Present present ->
          new Seen(
              present.path().value(),
              "sha256:%s %04o %s:%s"
                  .formatted(
                      present
                          .sha256()
                          .substring(0, Math.min(SHOWN_DIGITS, present.sha256().length())),
                      present.mode(),
                      present.owner(),
                      present.group()));
    };
  }
}
