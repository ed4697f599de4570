package io.mooring.participant.run;

import io.mooring.contracts.Event;

/**
 * How much an event may say. Nodes answer with whatever length they like, the broker takes no more
 * than a megabyte, and an event that is never taken would hold its slot for ever.
 *
 * @param text longest text, in characters
 * @param diff longest diff, in characters
 * @param items most changes, and most findings
 * @param ran what ran on nodes, all together, in characters
 * @param total all texts together, in characters; as JSON each is at most six bytes
 */
public record EventBounds(int text, int diff, int items, int ran, int total) {
  /** For every event. */
  public static final EventBounds USUAL = new EventBounds(4_000, 32_000, 100, 8_000, 150_000);

  /** For a broker that takes less than is usual: hardly more than the outcome itself. */
  public static final EventBounds LEAST = new EventBounds(300, 0, 0, 0, 4_000);

  /** The same event without secrets and within these bounds; it says where something was cut. */
  public Event fit(Event event) {
    return new EventCut(this).of(event);
  }
}
