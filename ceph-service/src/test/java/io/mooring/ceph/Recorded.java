package io.mooring.ceph;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** What a real cluster (Pacific, three OSDs) answered. */
final class Recorded {
  private Recorded() {}

  static String text(String name) {
    try (InputStream stream = Recorded.class.getResourceAsStream(name)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  static Answers answers(int questions, String text) {
    return Answers.read(questions, text.getBytes(StandardCharsets.UTF_8), "");
  }
}
