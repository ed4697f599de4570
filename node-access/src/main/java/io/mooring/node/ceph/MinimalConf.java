package io.mooring.node.ceph;

import java.util.stream.Collectors;

/** The minimal ceph.conf as it is written on nodes. */
final class MinimalConf {
  private MinimalConf() {}

  /**
   * Without the tabs and the blank lines that ceph prints (older clients stumble over them), and
   * with a last newline.
   */
  static String normalise(String printed) {
    String lines =
        printed
            .lines()
            .map(line -> line.replace('\t', ' ').strip())
            .filter(line -> !line.isEmpty())
            .collect(Collectors.joining("\n", "", "\n"));
    return lines.contains("[global]") ? lines : "[global]\n" + lines;
  }
}
