package io.mooring.cli.view;

import java.util.List;
import java.util.Optional;

/**
 * What the page about incidents (docs/how-to/recover.md) says of a code.
 *
 * @param said how such a message reads; words in capitals stand for what it names
 * @param hints what to look at and to do, one after the other
 */
record RecoveryAdvice(String said, List<String> hints) {

  /** Of this code; empty when the page has no section for it. */
  static Optional<RecoveryAdvice> of(String code) {
    List<String> section =
        BundledText.beside(RecoveryAdvice.class, "recover.md")
            .lines()
            .dropWhile(line -> !line.equals("## `" + code + "`"))
            .skip(1)
            .takeWhile(line -> !line.startsWith("## "))
            .toList();
    return section.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new RecoveryAdvice(
                String.join(" ", beginning("> ", section)), beginning("- ", section)));
  }

  private static List<String> beginning(String sign, List<String> section) {
    return section.stream()
        .filter(line -> line.startsWith(sign))
        .map(line -> plain(line.substring(sign.length())))
        .toList();
  }

  /** Without Markdown's signs; of a link, its words. */
  private static String plain(String markdown) {
    return markdown.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1").replaceAll("[`*]", "");
  }
}
