package io.mooring.orchestrator.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Everything that is counted or measured here; the page about metrics is made of it. */
public enum Meter {
  /** Ends of attempts, and commands that were sent. */
  STEPS(
      "mooring.steps",
      "Attempts of steps by how they ended (succeeded, failed, unknown, not-started), and commands"
          + " that were sent (dispatched).",
      "action",
      "outcome"),
  /** What became of sagas. */
  SAGAS("mooring.sagas", "Sagas that began, and how they came to rest.", "event"),
  /** Events that changed nothing. */
  EVENTS_IGNORED(
      "mooring.events.ignored",
      "Events of participants that came late or twice and changed nothing."),
  /** Records that nobody could use. */
  DEAD_LETTERS(
      "mooring.dead.letters",
      "Records that could not be decoded or used, by the reason.",
      "reason"),
  /** What receivers were told. */
  NOTIFICATIONS(
      "mooring.notifications",
      "Attempts to tell receivers, by what became of them: told, failed (tried again) or given-up.",
      "receiver",
      "outcome"),
  /** How far the public stream is behind. */
  STREAM_BEHIND(
      "mooring.stream.behind",
      "Entries of the history that were not published yet; counted up to 100000."),
  /** What the public stream will never have. */
  STREAM_LEFT_OUT(
      "mooring.stream.left.out",
      "Entries of the history that the broker does not even take without their details."),
  /** Sagas that were set aside. */
  SAGAS_QUARANTINED(
      "mooring.sagas.quarantined", "Sagas that are set aside because their data can't be used.");

  private final String label;
  private final String meaning;
  private final List<String> tags;

  Meter(String label, String meaning, String... tags) {
    this.label = label;
    this.meaning = meaning;
    this.tags = List.of(tags);
  }

  /** What it is called, with dots between its words. */
  public String label() {
    return label;
  }

  /** What it says. */
  public String meaning() {
    return meaning;
  }

  /** By what it is told apart. */
  public List<String> tags() {
    return tags;
  }

  /** Whether it says how much there is now, and not how often something happened. */
  public boolean isGauge() {
    return switch (this) {
      case STREAM_BEHIND, SAGAS_QUARANTINED -> true;
      case STEPS, SAGAS, EVENTS_IGNORED, DEAD_LETTERS, NOTIFICATIONS, STREAM_LEFT_OUT -> false;
    };
  }

  /** Counts one; a value for each of the tags, in their order. */
  public void count(MeterRegistry meters, String... values) {
    Counter.Builder counter = Counter.builder(label).description(meaning);
    for (int i = 0; i < values.length; i++) {
      counter.tag(tags.get(i), values[i]);
    }
    counter.register(meters).increment();
  }

  /** Measures from now on. */
  public <T> void measure(MeterRegistry meters, T source, ToDoubleFunction<T> value) {
    Gauge.builder(label, source, value).description(meaning).register(meters);
  }
}
