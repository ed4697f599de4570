package io.mooring.participant.step;

import io.mooring.contracts.ErrorCode;
import io.mooring.contracts.Finding;
import io.mooring.node.FileState;
import io.mooring.node.Script;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Who a file is likely to have its content from, as far as the node tells. */
public final class Blame {
  private static final String PACKAGE = Script.resource(Blame.class, "package-of.sh");
  private static final int HEAD = 4096;

  /** What tools write at the top of what they write. */
  private static final Pattern MARK =
      Pattern.compile(
          "(?im)^\\s*[#;].*\\b(?:(ansible)[_ ]managed|(?:managed|generated|maintained|written)"
              + " (?:by|with) (ansible|kolla|puppet|chef|salt|juju|director|tripleo))");

  private Blame() {}

  /**
   * What people should know when the file is about to be changed: when it was changed last, whose
   * package it is of, and whether a tool writes it again and again. Asked only while planning.
   */
  public static List<Finding> of(StepContext context, FileState file) {
    return switch (file) {
      case FileState.Absent absent -> List.of();
      case FileState.Present present -> of(context, present);
    };
  }

  private static List<Finding> of(StepContext context, FileState.Present file) {
    List<Finding> findings = new ArrayList<>();
    tool(file.content())
        .map(
            tool ->
                Finding.warning(
                    ErrorCode.MANAGED_ELSEWHERE,
                    "%s says that %s writes it.".formatted(file.path(), tool),
                    ErrorCode.MANAGED_ELSEWHERE.next()))
        .ifPresent(findings::add);
    if (context.onlyPlans()) {
      Script script = Script.of("look whose file it is", PACKAGE, file.path());
      String owner = context.node().inspect(script).text().strip();
      findings.add(
          Finding.info(
              ErrorCode.MANAGED_ELSEWHERE,
              "%s was changed last at %s%s."
                  .formatted(
                      file.path(),
                      file.modified(),
                      owner.isEmpty() ? "" : " and is of the package " + owner)));
    }
    return findings;
  }

  /** The tool that names itself at the top of a file. */
  static Optional<String> tool(byte[] content) {
    String head =
        new String(content, 0, Math.min(HEAD, content.length), StandardCharsets.ISO_8859_1);
    Matcher mark = MARK.matcher(head);
    return mark.find()
        ? Optional.of(
            (mark.group(1) == null ? mark.group(2) : mark.group(1)).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }
}
