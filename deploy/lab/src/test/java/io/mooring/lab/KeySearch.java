package io.mooring.lab;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Looks for many keys in much content: each byte is looked at once, not once for each form. */
final class KeySearch {
  private static final int WINDOW = Long.BYTES;
  private static final int SLOT_BITS = 16;
  private static final long SPREAD = 0x9E3779B97F4A7C15L;

  private final Map<Long, List<Form>> byEnding = new HashMap<>();
  private final boolean[] slots = new boolean[1 << SLOT_BITS];

  private record Form(String name, byte[] bytes) {}

  /** A search for all forms of these keys. */
  KeySearch(List<KeyForms> keys) {
    for (KeyForms key : keys) {
      key.forms().forEach((name, bytes) -> add(new Form(name, bytes)));
    }
  }

  /** Each key in each form that is at one of the places, in words. */
  List<String> foundIn(Stream<Place> places) {
    return places.flatMap(place -> foundIn(place).stream()).toList();
  }

  private List<String> foundIn(Place place) {
    List<String> found = new ArrayList<>();
    byte[] content = place.content();
    long window = 0;
    for (int end = 1; end <= content.length; end++) {
      window = window << Byte.SIZE | content[end - 1] & 0xff;
      if (slots[slot(window)] && byEnding.containsKey(window)) {
        for (Form form : byEnding.get(window)) {
          if (endsAt(content, end, form.bytes())) {
            found.add(form.name() + " in " + place.where());
          }
        }
      }
    }
    return found.stream().distinct().toList();
  }

  private void add(Form form) {
    long window = 0;
    for (byte last :
        Arrays.copyOfRange(form.bytes(), form.bytes().length - WINDOW, form.bytes().length)) {
      window = window << Byte.SIZE | last & 0xff;
    }
    byEnding.computeIfAbsent(window, ending -> new ArrayList<>()).add(form);
    slots[slot(window)] = true;
  }

  private static int slot(long window) {
    return (int) (window * SPREAD >>> Long.SIZE - SLOT_BITS);
  }

  private static boolean endsAt(byte[] content, int end, byte[] form) {
    int start = end - form.length;
    return start >= 0 && Arrays.equals(content, start, end, form, 0, form.length);
  }
}
