package io.mooring.cli.view;

import io.mooring.cli.api.HistoryEntry;
import io.mooring.cli.api.Snapshot;
import io.mooring.cli.api.Update;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the live view shows.
 *
 * @param snapshot the saga and its steps as last read
 * @param recent the newest entries of the history, newest last
 * @param retryAt when steps that back off are tried again, by step name, as far as it was told
 * @param lost set while the server doesn't answer
 */
public record LiveModel(
    Snapshot snapshot,
    List<HistoryEntry> recent,
    Map<String, Instant> retryAt,
    Optional<Update.Lost> lost) {
  private static final int KEPT = 12;

  /** Keeps copies. */
  public LiveModel {
    recent = List.copyOf(recent);
    retryAt = Map.copyOf(retryAt);
  }

  /** The first picture, before anything was told. */
  public static LiveModel of(Snapshot snapshot) {
    return new LiveModel(snapshot, List.of(), Map.of(), Optional.empty());
  }

  /** The picture after this update. */
  public LiveModel after(Update update) {
    return switch (update) {
      case Update.Read read -> new LiveModel(read.snapshot(), recent, retryAt, lost);
      case Update.Ended ended -> new LiveModel(ended.snapshot(), recent, retryAt, Optional.empty());
      case Update.Lost gone -> new LiveModel(snapshot, recent, retryAt, Optional.of(gone));
      case Update.Found found -> new LiveModel(snapshot, recent, retryAt, Optional.empty());
      case Update.Happened happened -> with(happened.entry());
    };
  }

  private LiveModel with(HistoryEntry entry) {
    List<HistoryEntry> entries = new ArrayList<>(recent);
    if (PlainView.worthShowing(entry)) {
      entries.add(entry);
    }
    Map<String, Instant> times = new HashMap<>(retryAt);
    entry.retryAt().ifPresent(time -> times.put(entry.step(), time));
    int first = Math.max(0, entries.size() - KEPT);
    return new LiveModel(snapshot, entries.subList(first, entries.size()), times, lost);
  }
}
