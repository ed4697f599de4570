package io.mooring.cli.view;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Text that comes with the command. */
public final class BundledText {
  private BundledText() {}

  /** The text that lies beside this class. */
  public static String beside(Class<?> neighbour, String name) {
    try (InputStream text = neighbour.getResourceAsStream(name)) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
