package io.mooring.openstack.glance;

import java.util.Locale;

/** Sizes for people. */
final class Size {
  private static final long KIBI = 1L << 10;
  private static final long MEBI = 1L << 20;
  private static final double GIBI = 1L << 30;

  private Size() {}

  static String words(long bytes) {
    if (bytes < MEBI) {
      return Math.ceilDiv(bytes, KIBI) + " KiB";
    }
    return bytes < GIBI
        ? Math.ceilDiv(bytes, MEBI) + " MiB"
        : String.format(Locale.ROOT, "%.1f GiB", bytes / GIBI);
  }
}
