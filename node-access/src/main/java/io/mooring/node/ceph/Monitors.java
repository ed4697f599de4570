package io.mooring.node.ceph;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads the value of {@code mon_host}. */
public final class Monitors {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:v[12]:)?(\\[[0-9a-fA-F:]+\\]|[^\\[\\]:/,\\s]+)");
  private static final Pattern MON_HOST =
      Pattern.compile("(?m)^\\s*mon[_ ]host\\s*=\\s*(.*?)\\s*$");

  private Monitors() {}

  /** The hosts, without protocol, port and nonce. */
  public static Set<String> of(String monHost) {
    return Arrays.stream(monHost.replaceAll("[\\[\\]](?=v[12]:|,|\\s|$)", " ").split("[,;\\s]+"))
        .filter(part -> !part.isBlank())
        .map(ADDRESS::matcher)
        .filter(Matcher::lookingAt)
        .map(match -> match.group(1).toLowerCase(Locale.ROOT))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The hosts that a minimal configuration names. */
  public static Set<String> named(String minimalConf) {
    Matcher line = MON_HOST.matcher(minimalConf);
    return line.find() ? of(line.group(1)) : Set.of();
  }
}
