package io.mooring.contracts;

import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * What texts were found to be lately. A text that comes later may take the place of another, so it
 * never grows; what is not here any more is found out again. Safe for many threads.
 *
 * @param <V> what a text was found to be
 */
final class Remembered<V> {
  private static final int PLACES = 4096;
  private static final int LONGEST = 400;

  private final AtomicReferenceArray<Entry<V>> entries = new AtomicReferenceArray<>(PLACES);

  private record Entry<V>(String text, V value) {}

  /** What the text was found to be, or null. */
  V find(String text) {
    Entry<V> entry = entries.getPlain(place(text));
    return entry != null && entry.text().equals(text) ? entry.value() : null;
  }

  void keep(String text, V value) {
    if (text.length() <= LONGEST) {
      entries.setRelease(place(text), new Entry<>(text, value));
    }
  }

  private static int place(String text) {
    int hash = text.hashCode();
    return (hash ^ hash >>> 16) & PLACES - 1;
  }
}
