package io.mooring.cli.api;

import java.time.Instant;

/** What somebody who follows a saga is told. */
public sealed interface Update {
  /** The saga and its steps were read anew. */
  record Read(Snapshot snapshot) implements Update {}

  /** Something happened; what it did to the saga follows in a {@link Read}. */
  record Happened(HistoryEntry entry) implements Update {}

  /** The server does not answer since then; it is asked again. */
  record Lost(Instant since, String reason) implements Update {}

  /** The server answers again. */
  record Found() implements Update {}

  /** The saga is at rest, as read from the saga itself, and all its history was told. */
  record Ended(Snapshot snapshot) implements Update {}
}
